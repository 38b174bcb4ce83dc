import path from 'node:path'
import type { ScopeProbe } from '../../core/scope-probe'
import type { ScopeProbeFile } from '../../shared/files/scope-probe'
import { probeScopes, readProbe } from '../services/scope-probe-service'
import { fail, writeText, type CheckOptions, type CommandDeps } from './commands'
import { EXIT, type ExitStatus } from './exit-status'
import { readText, resolveTarget } from './target'

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
    const { plan } = target.value
    const saved =
      options.resume === undefined
        ? null
        : await readText(path.resolve(console.cwd, options.resume), 'resume')
    if (saved?.ok === false) return fail(console, saved.error)
    const known = saved === null ? null : readProbe(saved.value, plan)
    if (known?.ok === false) return fail(console, known.error)
    const probe = await probeScopes(
      deps.connector({ browser: options.browser !== false, share: options.share }),
      plan,
      {
        signal: deps.interrupt,
        known: known?.value ?? [],
        onProgress: (asked, of) => {
          console.message(`[${asked + 1}/${of}] scopes asked`)
        },
      },
    )
    if (!probe.ok) {
      console.message(`crossview: ${probe.error.message}`)
      for (const advice of probe.error.advice) console.message(`  - ${advice}`)
      return EXIT.findings
    }
    console.message(scopesText(probe.value))
    if (options.json !== undefined) {
      const file: ScopeProbeFile = {
        schema: 'crossview.scope-probe/1',
        url: plan.url,
        clientId: plan.app.connection.clientId,
        complete: probe.value.complete,
        has: [...probe.value.has],
        rows: [...probe.value.rows],
        answers: probe.value.answers.map((answer) =>
          answer.state === 'token' ? { ...answer, granted: [...answer.granted] } : answer,
        ),
      }
      const written = await writeText(options.json, `${JSON.stringify(file, null, 2)}\n`, deps)
      if (!written.ok) return fail(console, written.error)
    }
    if (deps.interrupt.aborted) return EXIT.interrupted
    return probe.value.complete ? EXIT.done : EXIT.incomplete
  } finally {
    await target.value.release()
  }
}

const scopesText = ({ rows, has, complete }: ScopeProbe): string =>
  [
    ...rows.map(({ scope, state, why }) => `${state.padEnd(12)} ${scope.padEnd(24)} ${why}`),
    '',
    `The application has: ${has.join(' ') || 'no scope'}`,
    ...(complete
      ? []
      : ['INCOMPLETE: not every scope was answered. Save with --json and go on with --resume.']),
  ].join('\n')
