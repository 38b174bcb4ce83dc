import path from 'node:path'
import { countText } from '../../../core/comparison/count-text'
import type { ScopeAnswer, ScopeProbe } from '../../../core/halo/scope-probe'
import { SCOPE_STATE_WORDS } from '../../../core/words/words'
import type { AppError } from '../../../shared/app-error'
import type { ScopeProbeFile } from '../../../shared/files/scope-probe'
import { ok, type Result } from '../../../shared/result'
import type { ComparisonPlan } from '../../services/runs/comparison-service'
import { withApp } from '../../services/runs/plan'
import { probeScopes, readProbe } from '../../services/runs/scope-probe-service'
import { writeText, type CheckOptions, type CommandDeps } from './commands'
import { fail } from './usage'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { openConnector } from '../target/open-connector'
import { readText } from '../target/resolved-target'
import { resolveTarget } from '../target/target'
import { tellingWaits } from '../terminal/progress-line'

export interface ScopesOptions extends CheckOptions {
  readonly scopes?: true
  readonly resume?: string
}

/**
 * `crossview check --scopes`: asks for each known scope alone and says what the application really
 * has. Status 3 when not every scope was answered; the saved file goes on from there.
 */
export const scopesCommand = async (options: ScopesOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const target = await resolveTarget(options, deps)
  if (!target.ok) return fail(console, target.error)
  try {
    const whole = withApp(target.value.plan)
    if (!whole.ok) return fail(console, whole.error)
    const plan = whole.value
    const known = await knownAnswers(options, plan, deps)
    if (!known.ok) return fail(console, known.error)
    const opened = await openConnector(options, target.value, deps)
    if (!opened.ok) return fail(console, opened.error)
    const { connector, finish } = opened.value
    const probe = await probeScopes(connector, tellingWaits(plan, console), {
      signal: deps.interrupt,
      known: known.value,
      onProgress: (asked, of) => {
        console.message(`[${countText(asked + 1)}/${countText(of)}] scopes asked`)
      },
    })
    const recorded = await finish()
    if (!recorded.ok) return fail(console, recorded.error, EXIT.incomplete)
    if (!probe.ok) {
      console.message([
        `crossview: ${probe.error.message}`,
        ...probe.error.advice.map((advice) => `  - ${advice}`),
      ])
      return EXIT.findings
    }
    console.message(scopesText(probe.value))
    if (options.json !== undefined) {
      const file: ScopeProbeFile = {
        schema: 'crossview.scope-probe/1',
        url: plan.url,
        clientId: plan.app.connection.clientId,
        complete: probe.value.complete,
        has: probe.value.has,
        rows: probe.value.rows,
        answers: probe.value.answers,
      }
      const written = await writeText(options.json, `${JSON.stringify(file, null, 2)}\n`, 'json', deps)
      if (!written.ok) return fail(console, written.error, EXIT.incomplete)
    }
    if (deps.interrupt.aborted) return EXIT.interrupted
    return probe.value.complete ? EXIT.done : EXIT.incomplete
  } finally {
    await target.value.release()
  }
}

/** The answers of the probe to go on with; none without `--resume`. */
const knownAnswers = async (
  { resume }: ScopesOptions,
  plan: Pick<ComparisonPlan, 'app'>,
  { console }: CommandDeps,
): Promise<Result<readonly ScopeAnswer[], AppError>> => {
  if (resume === undefined) return ok([])
  const saved = await readText(path.resolve(console.cwd, resume), 'resume')
  return saved.ok ? readProbe(saved.value, plan) : saved
}

const scopesText = ({ rows, has, complete }: ScopeProbe): readonly string[] => [
  ...rows.map(({ scope, state, why }) => `${SCOPE_STATE_WORDS[state].padEnd(12)} ${scope.padEnd(24)} ${why}`),
  '',
  `The application has: ${has.join(' ') || (complete ? 'no scope' : 'not known')}`,
  ...(complete
    ? []
    : ['INCOMPLETE: not every scope was answered. Save with --json and go on with --resume.']),
]
