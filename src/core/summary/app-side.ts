import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, type Change } from '../access/change'
import { judgeFor } from '../access/judge'
import { sideFacts, type SideFacts } from '../access/side-facts'
import { hiddenRecords, type HiddenView } from '../causes/hidden'
import { keyOfCause } from '../causes/setting'
import type { Comparison } from '../comparison/comparison'

/** What a summary asks about: the records hidden from the app side, by which causes, and what changes show of them. */
export interface AppSide {
  readonly comparison: Comparison
  readonly facts: SideFacts
  readonly hidden: readonly HiddenView[]
  /** Index of the cause that a setting is. */
  readonly causeOf: (key: string) => number
  /** For each hidden record whether changes show it, by applying them: a list for each of `hidden`. */
  readonly shownBy: (changes: readonly Change[]) => Shown
}

/** 1 for each record of `HiddenView.view.unseen` that appears. */
export type Shown = readonly Uint8Array[]

export const appSideOf = (comparison: Comparison): AppSide => {
  const facts = sideFacts(comparison, 'app')
  const judge = judgeFor(facts)
  const hidden = hiddenRecords(facts, comparison.findings)
  const indexes = new Map(
    comparison.causes.flatMap((cause, index) =>
      cause.side === 'app' ? [[keyOfCause(cause) ?? '', index] as const] : [],
    ),
  )
  const before = accessFactsOf(comparison)
  const context = changeContextOf(comparison)
  // Of what the judge does not know nothing is undone by a change: whoever is no agent stays none.
  const isBarred = facts.rootCause === 'connection.not-an-agent'
  const was = hidden.map(({ view, index }) => judge.all(view, index))
  return {
    comparison,
    facts,
    hidden,
    causeOf: (key) => indexes.get(key) ?? -1,
    shownBy: (changes) => {
      const after = judge.after(applyChanges(before, changes, context))
      return hidden.map(({ view, index }, place) => {
        const shown = new Uint8Array(view.unseen.length)
        const had = was[place]
        if (isBarred || had === undefined) return shown
        const is = after.all(view, index)
        // As what-if says: something known hid it, and nothing is left that does or may.
        const hadCauses = had.groups.map(({ causes }) => causes.size > 0)
        const isOpen = is.groups.map(({ causes, undecided }) => causes.size + undecided.size === 0)
        for (let at = 0; at < shown.length; at += 1)
          if (hadCauses[had.of[at] ?? 0] === true && isOpen[is.of[at] ?? 0] === true) shown[at] = 1
        return shown
      })
    },
  }
}
