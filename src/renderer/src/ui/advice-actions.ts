import { createContext } from 'react'

/** What a piece of advice can be done with at once, in this window. */
export interface AdviceAction {
  readonly label: string
  readonly onClick: () => void
}

/** By the words of the advice: whoever gives advice knows no window, and whoever shows it knows no setting. */
export const AdviceActions = createContext<ReadonlyMap<string, AdviceAction>>(new Map())
