import { appError, type AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import type { Since } from '../../services/drift/kept-pair'
import { parseWhich } from '../../services/history/choose-entry'
import { misplacedApp } from '../target/target-fault'
import type { Console } from '../terminal/console'
import type { OutputOptions } from '../terminal/output'
import { checkOutputs } from './usage'

export interface DriftOptions extends Pick<
  OutputOptions,
  'json' | 'pdf' | 'html' | 'markdown' | 'exceptions'
> {
  /** Files of snapshots. */
  readonly from?: string
  readonly to?: string
  /** A stored tenant, of which snapshots are kept. */
  readonly profile?: string
  readonly app?: string
  readonly since?: string
}

/** What is wrong with the words of `drift`, as `usage.ts` says it of the other commands. */
export const driftFault = (options: DriftOptions, console: Console): AppError | null => {
  const outputs = checkOutputs(options, console)
  if (!outputs.ok) return outputs.error
  const { from, to, profile, app, since } = options
  if (profile === undefined) {
    if (app !== undefined) return misplacedApp()
    if (since !== undefined)
      return refused(
        'since',
        '--since chooses among the kept snapshots of a stored tenant.',
        'Name it: --profile NAME',
      )
    if (from === undefined && to === undefined)
      return refused('from', 'Nothing was named to hold against one another.', ...WAYS)
    if (from === undefined || to === undefined)
      return refused(
        from === undefined ? 'from' : 'to',
        'A drift is between two snapshots, and one was named.',
        ...WAYS,
      )
    return null
  }
  if (from !== undefined || to !== undefined)
    return refused('profile', 'Name two files, or a stored tenant with its history, not both.', ...WAYS)
  const parsed = parseSince(since)
  return parsed.ok ? null : parsed.error
}

const WAYS = [
  'Two files: --from SNAPSHOT --to SNAPSHOT',
  'Or what is kept of a stored tenant: --profile NAME',
]

const refused = (field: string, message: string, ...advice: readonly string[]): AppError =>
  appError('INVALID_ARGUMENT', message, { field, advice })

/** `DATE|N`: so many snapshots before the newest, or a day (all of it) or moment in UTC. */
export const parseSince = (text: string | undefined): Result<Since, AppError> =>
  text === undefined ? ok(null) : parseWhich(text, 'since')
