import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import { Recorder, replayer, type WrapClient } from '../../adapters/halo/recording/recording'
import type { HaloConnector } from '../../ports'
import { saveRecording } from './recording-folder'
import type { ResolvedTarget } from './resolved-target'
import { takeTurn, waitAtRandom, type TurnDeps, type TurnOptions } from './turn'

export interface ConnectOptions extends TurnOptions {
  readonly browser?: boolean
  readonly share?: number
  /** Folder to write the run's exchange to. */
  readonly record?: string
}

/** Makes the connector of one command. */
export type ConnectorFactory = (options: {
  readonly browser: boolean
  /** Part of the tenant's allowance to use, above 0 to 1; the usual one when absent. */
  readonly share?: number | undefined
  readonly wrapClient?: WrapClient
  /** Waits for nothing, as a replay need not. */
  readonly instant?: boolean
}) => HaloConnector

interface ConnectorSource extends TurnDeps {
  readonly connector: ConnectorFactory
}

/** A target that may be asked. */
export interface OpenedConnector {
  readonly connector: HaloConnector
  /** Once it was: gives the turn back, and saves what is to be recorded. */
  readonly finish: () => Promise<Result<null, AppError>>
}

/**
 * The connector of a target: to the tenant, to a recording, or to the tenant with a recorder on it. Whoever asks for it is about
 * to send: the random wait and the turn at the tenant come before. A demo tenant is this run's own, and a recording nobody's.
 */
export const openConnector = async (
  options: ConnectOptions,
  target: ResolvedTarget,
  deps: ConnectorSource,
): Promise<Result<OpenedConnector, AppError>> => {
  const { plan, recording, isOwn } = target
  const base = { browser: options.browser !== false, share: options.share }
  if (recording !== null) {
    const connector = deps.connector({ ...base, wrapClient: replayer(recording.exchanges), instant: true })
    return ok({ connector, finish: () => Promise.resolve(ok(null)) })
  }
  const waited = await waitAtRandom(options, deps)
  if (!waited.ok) return waited
  const turn = isOwn ? null : await takeTurn(plan.url, options, deps)
  if (turn?.ok === false) return turn
  const giveBack = async () => turn?.value()
  const folder = options.record
  const recorder = folder === undefined ? null : new Recorder()
  return ok({
    connector: deps.connector({ ...base, ...(recorder && { wrapClient: recorder.wrap }) }),
    finish: async () => {
      await giveBack()
      return recorder === null || folder === undefined
        ? ok(null)
        : saveRecording(recorder, folder, plan, deps.console)
    },
  })
}
