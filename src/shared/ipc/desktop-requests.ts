import { z } from 'zod'
import { DROPPED } from '../bounds'
import { COMMANDS } from '../commands'

const nothing = z.undefined()
/** Made by main: a digest. */
const digest = z.string().regex(/^[0-9a-f]{32}$/)

/** What the requests about the system around the window accept. */
export const desktopRequests = {
  'desktop:setCommands': z.strictObject({
    commands: z.array(z.enum(COMMANDS.map(({ id }) => id))).max(COMMANDS.length),
  }),
  'desktop:setTyped': z.strictObject({ typed: z.boolean() }),
  'desktop:recent': nothing,
  'desktop:openRecent': z.strictObject({ id: digest }),
  'desktop:clearRecent': nothing,
  'desktop:openText': z.strictObject({
    name: z.string().min(1).max(DROPPED.name),
    text: z.string().max(DROPPED.characters),
  }),
  'desktop:showInFolder': z.strictObject({ id: digest }),
  'desktop:openLogFolder': nothing,
}
