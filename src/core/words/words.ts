import type { RuleBasis } from '../access/visibility'
import { assertNever } from '../assert-never'
import type { Coverage, Verdict } from '../comparison/comparison'
import { countText, gotWords } from '../comparison/count-text'
import type { Confidence, FindingSide, Severity } from '../comparison/finding'
import type { Count, ListEnd } from '../comparison/outcome'
import type { ComparedRow } from '../comparison/rows'
import type { Verb } from '../halo/feature'
import type { ScopeState } from '../halo/scope-probe'
import type { RecipeCheck, RecipeItem } from '../policy/recipe-check'

/**
 * What facts are called in the window, in reports and at a terminal: here, and nowhere else, so
 * that a fact reads the same wherever it is met. JSON and CSV carry the values themselves, for
 * scripts.
 */

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  same: 'Same',
  'app-sees-less': 'App sees less',
  'app-sees-more': 'App sees more',
  differs: 'Differs',
  unknown: 'Unknown',
}

/** Of an app side that is predicted, which is never called seen. */
export const PREDICTED_VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  same: 'Would see the same',
  'app-sees-less': 'Would see less',
  'app-sees-more': 'Would see more',
  differs: 'Would differ',
  unknown: 'Unknown',
}

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Information',
}

/** How sure a finding is, and what that means, so that a guess never reads as a fact. */
export const CONFIDENCE_WORDS: Readonly<
  Record<Confidence, { readonly word: string; readonly meaning: string }>
> = {
  documented: { word: 'Documented by Halo', meaning: 'Halo documents that it works this way.' },
  computed: {
    word: 'Computed from the configuration',
    meaning: 'Worked out from the configuration that could be read, by a rule that Halo does not document.',
  },
  observed: {
    word: 'Observed in the data alone',
    meaning: 'Concluded from what each side got, where no setting that was read decides it.',
  },
}

export const SIDE_WORDS: Readonly<Record<FindingSide, string>> = {
  agent: 'Agent side',
  app: 'App side',
  both: 'Both sides',
}

/** Which side returned a row. */
export const SEEN_BY_WORDS: Readonly<Record<ComparedRow['seenBy'], string>> = {
  both: 'Both',
  agent: 'Only agent',
  app: 'Only app',
  changed: 'Changed during the scan',
  undecided: 'Undecided',
  'agent-or-both': 'Agent, app not known',
  'app-or-both': 'App, agent not known',
}

/** Of an app side that is predicted: nothing of it was seen. */
export const PREDICTED_SEEN_BY_WORDS: Readonly<Record<ComparedRow['seenBy'], string>> = {
  both: 'Would see',
  agent: 'Would not see',
  app: 'Would see alone',
  changed: 'Changed during the scan',
  undecided: 'Undecided',
  'agent-or-both': 'Not known',
  'app-or-both': 'Would see, inspector not known',
}

/** Whether something is allowed, needed, set: yes, no, or not known. */
export const answerWord = (answer: boolean | 'unknown' | null): string =>
  answer === true ? 'Yes' : answer === false ? 'No' : 'Unknown'

export const VERB_WORDS: Readonly<Record<Verb, string>> = {
  read: 'Read',
  create: 'Create',
  update: 'Update',
  delete: 'Delete',
}

/** Where a rule comes from; what Halo does not document is likely, no more. */
export const BASIS_WORDS: Readonly<Record<RuleBasis, string>> = {
  D: 'documented by Halo',
  I: 'inferred from names and schemas: likely',
  A: 'assumed: likely',
}

export const RECIPE_RESULT_WORDS: Readonly<Record<RecipeCheck['result'], string>> = {
  meets: 'Meets it',
  missing: 'Something is missing',
  unknown: 'Unknown',
}

export const RECIPE_ITEM_WORDS: Readonly<Record<RecipeItem['state'], string>> = {
  met: 'Met',
  missing: 'Missing',
  unknown: 'Unknown',
}

/** What came of asking for a scope by itself. */
export const SCOPE_STATE_WORDS: Readonly<Record<ScopeState, string>> = {
  granted: 'Granted',
  implied: 'Implied',
  'not-granted': 'Not granted',
  refused: 'Refused',
  unknown: 'Unknown',
}

/** "137", "100 of 137, incomplete", "50, total unknown", "refused". */
export const listWords = (end: ListEnd): string => {
  if (end.state !== 'listed') return END_WORDS[end.state]
  if (end.complete) return countText(end.fetched)
  const got = gotWords(end, { one: '', many: '' })
  return end.total === null ? got : `${got}, incomplete`
}

/** Words for a list that there is none of. */
export const END_WORDS: Readonly<Record<Exclude<ListEnd['state'], 'listed'>, string>> = {
  refused: 'refused',
  failed: 'failed',
  skipped: 'skipped',
}

/** What stands for a number that is not known: never 0. */
export const UNKNOWN_COUNT = '–'

/** "5", "5+" where it may be more, "–" where nothing is known. */
export const countWords = ({ least, exact }: Count): string => {
  if (exact) return countText(least)
  return least === 0 ? UNKNOWN_COUNT : `${countText(least)}+`
}

/** "22 of 26 resources compared, 2 refused, 1 failed, 1 skipped": a gap never reads as a pass. */
export const coverageWords = ({ resources, compared, refused, failed, skipped }: Coverage): string =>
  `${countText(compared)} of ${countText(resources)} ${resources === 1 ? 'resource' : 'resources'} compared, ` +
  `${countText(refused)} ${END_WORDS.refused}, ${countText(failed)} ${END_WORDS.failed}, ${countText(skipped)} ${END_WORDS.skipped}`

/** Which of the product's two questions the comparison answers, without a full stop. */
export const sameAgentWords = (sameAgent: boolean | null): string => {
  switch (sameAgent) {
    case true:
      return 'Same agent on both sides: differences come from the application'
    case false:
      return 'Different agents: differences may come from the agent or the application'
    case null:
      return 'Not known whether both sides are the same agent'
    default:
      return assertNever(sameAgent)
  }
}
