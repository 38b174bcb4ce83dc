import { ipcMain } from 'electron'
import { ALL_CHANNELS } from '../../shared/ipc/channels'
import type { Channel } from '../../shared/ipc/contract'
import type { Logger } from '../ports'
import { isTrustedSender } from '../security/trusted-sender'
import { forbiddenSender } from './forbidden-sender'
import type { Handlers } from './handlers'

/**
 * The only importer of ipcMain: trusted sender, schema, handler, Result; for every channel alike.
 * @param handlers loaded while the window is opened; what the page asks before waits for them
 */
export const registerHandlers = (handlers: Promise<Handlers>, origin: string, logger: Logger): void => {
  const load = async () => {
    const [{ dispatch }, answering] = await Promise.all([import('./dispatch'), handlers])
    return (channel: Channel, input: unknown) => dispatch(answering, channel, input, logger)
  }
  // Once, and not for each message: a page may send ten thousand a second.
  let loading: ReturnType<typeof load> | undefined
  for (const channel of ALL_CHANNELS) {
    ipcMain.handle(channel, async (event, input: unknown) => {
      if (!isTrustedSender(event.senderFrame, origin)) {
        logger.error('request from a foreign sender', { channel })
        return forbiddenSender()
      }
      loading ??= load()
      return (await loading)(channel, input)
    })
  }
}
