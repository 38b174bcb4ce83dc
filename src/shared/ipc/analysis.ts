import type { ChoiceGroup } from '../../core/remedy/change-choices'
import type { ChangeText } from '../../core/remedy/change-text'
import type { PermissionRow } from '../../core/access/effective'
import type { RecordExplanation } from '../../core/causes/record-explanation'
import type { CallsCheck } from '../../core/policy/called'
import type { RecipeCheck } from '../../core/policy/recipe-check'
import type { Resource } from '../../core/halo/resource'
import type { NoWay } from '../../core/remedy/no-way'
import type { RecordSummary } from '../../core/comparison/record'
import type { FixWay } from '../../core/remedy/fix-ways'
import type { ComparedRow } from '../../core/comparison/rows'
import type { FixPlan, FixStep, Summary } from '../../core/summary/summary'
import type { WhatIf } from '../../core/remedy/what-if'
import type { AppError } from '../app-error'
import type { Result } from '../result'

/** A change in words, with the text that asks for it again. */
export interface DescribedChange extends ChangeText {
  readonly change: string
}

export interface WhatIfAnswer extends WhatIf {
  readonly changes: readonly DescribedChange[]
}

export interface CopiedText {
  readonly plain: string
  readonly markdown: string
}

export interface FixAnswer {
  readonly ways: readonly (Omit<FixWay, 'changes'> & {
    readonly changes: readonly DescribedChange[]
    /** The way as Markdown, to paste into a ticket. */
    readonly markdown: string
  })[]
  /** Chosen records that the app side lacks and no way shows. */
  readonly open: readonly string[]
  /** Why there is no way, or none for some records; each reason once. */
  readonly reasons: readonly NoWay[]
}

/** One record explained, with the ways to show it to the app. */
export interface RecordAnswer extends RecordExplanation {
  /** null: nothing is to be shown, since the app sees it, or nobody knows that it does not. */
  readonly fixes: FixAnswer | null
  /** What would hide it, each by itself, where the app sees it. */
  readonly wouldHide: readonly DescribedChange[]
  /** All of it as plain text, and as Markdown, to paste into a ticket. */
  readonly text: string
  readonly markdown: string
}

export interface RecipeAnswer {
  readonly checks: readonly RecipeCheck[]
  /** Recipes of the user's own that could not be read, a sentence each. */
  readonly problems: readonly string[]
}

/** What a comparison comes to, with each change in words. */
export interface SummaryAnswer extends Omit<Summary, 'changes' | 'singles' | 'everything' | 'purpose'> {
  /** Beside `ComparisonSummary.causes`: each one's changes in words. */
  readonly changes: readonly (readonly DescribedChange[])[]
  readonly singles: readonly DescribedStep[]
  readonly everything: DescribedPlan
  readonly purpose: DescribedPlan | null
  /** The application against its purpose; null: none was chosen. */
  readonly check: RecipeCheck | null
  /** What could be chosen as its purpose, and what is suggested; nothing is assumed. */
  readonly recipes: readonly { readonly name: string; readonly title: string }[]
  readonly suggestion: { readonly recipe: string; readonly why: string } | null
  /** Whether to ask for a purpose: none was chosen, and nobody said never. */
  readonly askForPurpose: boolean
}

export interface DescribedStep extends Omit<FixStep, 'changes'> {
  readonly changes: readonly DescribedChange[]
}

export interface DescribedPlan extends Omit<FixPlan, 'steps'> {
  readonly steps: readonly DescribedStep[]
}

/** One record that a cause hides. */
export interface CauseRow {
  readonly resource: Resource
  readonly row: ComparedRow
  /** Indexes of all causes that hide it. */
  readonly causes: readonly number[]
}

/** What an integration called, held against what the application has. */
export interface CallsAnswer {
  /** Name of the chosen file. */
  readonly file: string
  readonly check: CallsCheck
}

type Answer<T> = Promise<Result<T, AppError>>

/** What the window may ask about a finished comparison. Computed from what was read; sends nothing. */
export interface AnalysisApi {
  /** What it comes to: bars, causes, the least changes, what to do first. */
  summary(input: { runId: string }): Answer<SummaryAnswer>
  /**
   * The records that a cause hides, over all resources, most records first and then in the order of ids.
   * @param input `cause` is an index into the causes of the comparison; `limit` at most 5,000
   */
  causeRows(input: {
    runId: string
    cause: number
    offset: number
    limit: number
  }): Answer<{ readonly rows: readonly CauseRow[]; readonly total: number }>
  permissions(input: { runId: string }): Answer<readonly PermissionRow[]>
  choices(input: { runId: string }): Answer<readonly ChoiceGroup[]>
  /** `changes` as `ChangeChoice.change` and `DescribedChange.change` give them. */
  whatIf(input: { runId: string; changes: readonly string[] }): Answer<WhatIfAnswer>
  /** The same answer as text to paste. */
  whatIfCopy(input: { runId: string; changes: readonly string[] }): Answer<CopiedText>
  /** Rows by their ids, as they are shown, in the order asked; ids of which there is no row are left out. */
  records(input: {
    runId: string
    resource: Resource
    records: readonly string[]
  }): Answer<readonly RecordSummary[]>
  /** `records` null: everything of the resource that the app side does not see. */
  fixes(input: { runId: string; resource: Resource; records: readonly string[] | null }): Answer<FixAnswer>
  /** null where neither side listed the record. */
  record(input: { runId: string; resource: Resource; id: string }): Answer<RecordAnswer | null>
  recipes(input: { runId: string }): Answer<RecipeAnswer>
  /** Has a file of calls chosen through the system's dialog; null when dismissed. */
  calls(input: { runId: string }): Answer<CallsAnswer | null>
}
