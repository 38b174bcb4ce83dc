/** What would be lost with the window, or with the whole program. */
export interface Unfinished {
  /** A form on the page holds something that is stored nowhere. */
  readonly typed: boolean
  /** Something is read from a tenant. */
  readonly running: boolean
}

/** A question of the system's, whose first button goes on and whose second keeps all as it is. */
export interface ClosingQuestion {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly [string, string]
}

const DROPPED = 'What was typed into a form is dropped.'
const CANCELLED = 'What is being read from Halo is cancelled, and begins anew the next time.'

/**
 * What is asked before the window is closed.
 * @param ends whether the program ends with it; without that, what runs goes on
 * @returns null: nothing is lost, and nobody is asked
 */
export const closingQuestion = ({ typed, running }: Unfinished, ends: boolean): ClosingQuestion | null => {
  const cancels = running && ends
  if (!typed && !cancels) return null
  const message =
    typed && cancels
      ? 'A run is under way, and what was typed is not stored'
      : cancels
        ? 'A run is under way'
        : 'What was typed is not stored'
  return {
    message,
    detail: [...(cancels ? [CANCELLED] : []), ...(typed ? [DROPPED] : [])].join(' '),
    buttons: [ends ? 'Quit anyway' : 'Close anyway', 'Go on'],
  }
}
