import type { AppError } from '../app-error'
import type { LastCheck } from '../files/updates'
import type { Result } from '../result'

/** Why nothing could be learnt about new versions: what happened, and what to do next. */
export interface CheckFault {
  readonly message: string
  readonly advice: readonly string[]
}

/** A published version. Its texts are somebody else's: plain text, visible, cut where too long. */
export interface ReleaseView {
  readonly version: string
  readonly title: string
  /** Lines as they were written, Markdown as text. */
  readonly notes: string
  readonly cut: boolean
  /** ISO moment. */
  readonly publishedAt: string
}

/** What the last check of this session found. */
export type UpdateFindings =
  /** `newest` null: nothing is published yet. */
  | { readonly state: 'up-to-date'; readonly newest: string | null }
  | {
      readonly state: 'newer'
      /** Every version since the running one, newest first; never empty. */
      readonly releases: readonly ReleaseView[]
      /** Versions between the oldest of these and the running one may be missing. */
      readonly more: boolean
      /** A person chose not to be told of the newest one at a start. */
      readonly skipped: boolean
    }
  | { readonly state: 'failed'; readonly fault: CheckFault }

/** Everything that the window shows about updates. */
export interface UpdateState {
  /** The running version. */
  readonly version: string
  readonly on: boolean
  /** Why nothing is ever asked, whatever was chosen; null where it may be. */
  readonly blocked:
    | null
    | { readonly by: 'build' }
    /** `fault`: why the administrator's file itself cannot be used, in a sentence. */
    | { readonly by: 'organisation'; readonly file: string; readonly fault: string | null }
  /** The address that a check asks; null where the build knows none. */
  readonly asks: string | null
  readonly lastCheck: LastCheck | null
  /** null: this session has not asked. */
  readonly findings: UpdateFindings | null
  /** What went wrong with what was chosen, in a sentence. */
  readonly notice: string | null
}

type Answer<T> = Promise<Result<T, AppError>>

/** New versions: looked for when a person wants it, never downloaded. */
export interface UpdatesApi {
  /** Asks nobody. */
  state(): Answer<UpdateState>
  /** Asked by a page at its start: checks where that was switched on, and no more than once a day. */
  checkAtStart(): Answer<UpdateState>
  /** By hand, also while the check at start is off. */
  check(): Answer<UpdateState>
  setOn(input: { on: boolean }): Answer<UpdateState>
  /** Says no more at a start about this version, which has to be the newest one found. */
  skip(input: { version: string }): Answer<UpdateState>
  /** Opens the one page of published versions in the default browser. */
  openPage(): Answer<null>
}
