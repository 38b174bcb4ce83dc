import {
  PROBED_SCOPES,
  tabulateScopes,
  type ScopeAnswer,
  type ScopeProbe,
} from '../../../core/halo/scope-probe'
import type { Failure } from '../../../core/comparison/observation'
import { appError, type AppError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { wrongFile } from '../../../shared/files/file-kind'
import { faultText, parseJson } from '../../../shared/files/json-text'
import { scopeProbeFileSchema } from '../../../shared/files/scope-probe'
import { err, ok, type Result } from '../../../shared/result'
import type { ConnectionContext, HaloConnector } from '../../ports'
import type { ComparisonPlan } from './comparison-service'

export interface ProbeOptions {
  readonly signal: AbortSignal
  /** Answers of an earlier probe that was ended early. */
  readonly known?: readonly ScopeAnswer[]
  readonly onProgress?: (asked: number, of: number) => void
}

export interface ProbeResult extends ScopeProbe {
  readonly answers: readonly ScopeAnswer[]
}

/**
 * Asks for a token with each known scope alone, within the tenant's allowance; the tokens are
 * dropped. A cancelled probe returns what was answered, to go on from.
 * @returns the failure to connect at all
 */
export const probeScopes = async (
  connector: HaloConnector,
  plan: Pick<ComparisonPlan, 'app' | 'inspector'>,
  { signal, known = [], onProgress = () => undefined }: ProbeOptions,
): Promise<Result<ProbeResult, Failure>> => {
  const all: ConnectionContext = { ...plan.app, connection: { ...plan.app.connection, scope: 'all' } }
  const connected = await connector.connect(all, signal)
  if (!connected.ok) return connected
  const session = connected.value
  try {
    const answers = new Map<string, ScopeAnswer>([
      ['all', { scope: 'all', state: 'token', granted: session.grantedScopes }],
    ])
    for (const answer of known) if (answer.state !== 'failed') answers.set(answer.scope, answer)
    for (const scope of PROBED_SCOPES) {
      if (answers.has(scope)) continue
      if (signal.aborted) break
      onProgress(answers.size, PROBED_SCOPES.length)
      const answer = answerOf(scope, await session.askScope(scope, signal))
      // A cancelled request is no answer; it is asked again when the probe goes on.
      if (!isAborted(signal)) answers.set(scope, answer)
    }
    const listed = [...answers.values()]
    return ok({ ...tabulateScopes(listed, await tickedScopes(connector, plan, signal)), answers: listed })
  } finally {
    session.close()
  }
}

const isAborted = (signal: AbortSignal): boolean => signal.aborted

const answerOf = (scope: string, answer: Result<readonly string[], Failure>): ScopeAnswer => {
  if (answer.ok) return { scope, state: 'token', granted: answer.value }
  return answer.error.code === 'connection.invalid-scope'
    ? { scope, state: 'invalid-scope' }
    : { scope, state: 'failed', message: answer.error.message }
}

/** Ticked scopes, where an inspector may read the application record; null where not. */
const tickedScopes = async (
  connector: HaloConnector,
  { app, inspector }: Pick<ComparisonPlan, 'app' | 'inspector'>,
  signal: AbortSignal,
): Promise<readonly string[] | null> => {
  if (inspector === null) return null
  const connected = await connector.connect(inspector, signal)
  if (!connected.ok) return null
  const settings = await connected.value.applicationSettings(app.connection.clientId, signal)
  connected.value.close()
  return settings.ok ? settings.value.scopes : null
}

/** Reads a probe that was saved, to go on with; it must be of the same tenant and application. */
export const readProbe = (
  text: string,
  { app }: Pick<ComparisonPlan, 'app'>,
): Result<readonly ScopeAnswer[], AppError> => {
  const wrong = wrongFile(text, 'scope-probe', 'resume')
  if (wrong !== null) return err(wrong)
  const json = parseJson(text, FILES.scopeProbe)
  const read = json.ok ? scopeProbeFileSchema.safeParse(json.value) : null
  if (!json.ok || read?.success !== true) {
    const why = json.ok ? '' : `: it ${faultText(json.error)}`
    return err(
      appError('INVALID_FILE', `This is no saved probe of scopes${why}.`, {
        field: 'resume',
        advice: ['Name the file that check --scopes --json wrote.'],
      }),
    )
  }
  const file = read.data
  if (file.url !== app.url || file.clientId !== app.connection.clientId) {
    return err(
      appError('INVALID_FILE', 'The saved probe is of another tenant or another application.', {
        field: 'resume',
        advice: ['Leave --resume out to ask for every scope anew.'],
      }),
    )
  }
  return ok(file.answers)
}
