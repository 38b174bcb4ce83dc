import { z } from 'zod'
import { exactly } from '../exact-schema'

/** What a person chose about the update check, and when it last asked. Holds nothing of an answer. */
export interface UpdateSettings {
  readonly schema: 'crossview.updates/1'
  /** Whether a start may ask. Off until a person switches it on. */
  readonly on: boolean
  /** The last time that was asked, by hand or by a start; null before. */
  readonly lastCheck: LastCheck | null
  /** The version that a person does not want to be told about at a start. */
  readonly skipped: string | null
}

export interface LastCheck {
  /** ISO moment, UTC. */
  readonly at: string
  readonly failed: boolean
}

export const UPDATES_OFF: UpdateSettings = {
  schema: 'crossview.updates/1',
  on: false,
  lastCheck: null,
  skipped: null,
}

export const updateSettingsSchema = exactly<UpdateSettings>()(
  z.strictObject({
    schema: z.literal('crossview.updates/1'),
    on: z.boolean(),
    lastCheck: z.strictObject({ at: z.iso.datetime(), failed: z.boolean() }).nullable(),
    skipped: z.string().max(100).nullable(),
  }),
)

/** What an administrator decides for every user of a computer. */
export interface MachinePolicy {
  readonly schema: 'crossview.policy/1'
  readonly updateCheck: 'off'
}

/** Strict: what says more than this version knows is not obeyed in part. */
export const machinePolicySchema = exactly<MachinePolicy>()(
  z.strictObject({ schema: z.literal('crossview.policy/1'), updateCheck: z.literal('off') }),
)
