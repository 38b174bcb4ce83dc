import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import { Recorder, replayer, type WrapClient } from '../../adapters/halo/recording/recording'
import type { HaloConnector } from '../../ports'
import type { Console } from '../terminal/console'
import { saveRecording } from './recording-folder'
import type { ResolvedTarget } from './resolved-target'

export interface ConnectOptions {
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

interface ConnectorSource {
  readonly console: Console
  readonly connector: ConnectorFactory
}

/** The connector of a target: to the tenant, to a recording, or to the tenant with a recorder on it. */
export const openConnector = (
  options: ConnectOptions,
  { plan, recording }: ResolvedTarget,
  deps: ConnectorSource,
): { readonly connector: HaloConnector; readonly finish: () => Promise<Result<null, AppError>> } => {
  const base = { browser: options.browser !== false, share: options.share }
  if (recording !== null) {
    return {
      connector: deps.connector({ ...base, wrapClient: replayer(recording.exchanges), instant: true }),
      finish: () => Promise.resolve(ok(null)),
    }
  }
  const folder = options.record
  if (folder === undefined)
    return { connector: deps.connector(base), finish: () => Promise.resolve(ok(null)) }
  const recorder = new Recorder()
  return {
    connector: deps.connector({ ...base, wrapClient: recorder.wrap }),
    finish: () => saveRecording(recorder, folder, plan, deps.console),
  }
}
