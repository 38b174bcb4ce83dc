import type { Change } from '../access/change'
import type { Cause } from '../comparison/cause'
import type { Comparison } from '../comparison/comparison'
import { counted, countText, plural } from '../comparison/count-text'
import type { Accepted, Fix, Severity } from '../comparison/finding'
import { runGap } from '../comparison/outcome'
import type { ReasonCode } from '../comparison/reason-code'
import { resourceDefinition } from '../halo/resource'
import { changeText } from '../remedy/change-text'
import { barLength, barTotalWords, barWords, SEGMENT_KINDS, type SegmentKind } from '../summary/picture'
import type { FixPlan, FixStep, ResourceBar, ResourceRecords, Summary } from '../summary/summary'
import { CONFIDENCE_WORDS, countWords, SEVERITY_WORDS, SIDE_WORDS } from '../words/words'

/** What a comparison comes to, in the words and numbers of a page. Counts nothing of its own. */
export interface SummaryPart {
  /** What is missing and how much of it is explained, in sentences. */
  readonly headline: readonly string[]
  /** What to do first, a sentence each. */
  readonly first: readonly string[]
  readonly bars: readonly BarLine[]
  /** Kinds of parts that a bar has, in the order of the legend. */
  readonly kinds: readonly SegmentKind[]
  /** Causes that hide known records, most first. */
  readonly causes: readonly CauseCard[]
  /** Causes that shut out a resource of which no record is known. */
  readonly shut: readonly CauseCard[]
  readonly overlaps: readonly OverlapLine[]
  /** Single changes by what each shows by itself. */
  readonly singles: readonly StepLine[]
  readonly plans: readonly PlanPart[]
}

export interface BarLine {
  readonly label: string
  readonly total: string
  /** "102 both, 1,398 only agent": what the picture says. */
  readonly words: string
  /** Of the longest bar, from 0 to 1. */
  readonly length: number
  /** Shares of the bar, which add up to 1. */
  readonly parts: readonly { readonly kind: SegmentKind; readonly share: number }[]
  /** Whether the purpose needs it; null without a purpose. */
  readonly needed: boolean | null
}

export interface CauseCard {
  /** From 1, in the order of the comparison: how texts beside it name it. */
  readonly number: number
  readonly code: ReasonCode
  readonly setting: string
  readonly severity: Severity
  readonly severityText: string
  readonly confidenceText: string
  readonly side: string
  readonly message: string
  /** "1,085 tickets, 57 sites"; of one that shuts out resources alone their names. */
  readonly hides: string
  readonly records: number
  /** "412 of them it hides alone.", or what is not known of that. */
  readonly alone: string
  /** "412", "412+" where more is not decided. */
  readonly aloneCount: string
  readonly fix: Fix | null
  /** Among the findings of the comparison. */
  readonly findings: readonly number[]
  /** Left out: some of its findings are not accepted. */
  readonly accepted?: Accepted
}

interface OverlapLine {
  readonly causes: readonly { readonly number: number; readonly setting: string }[]
  readonly records: number
  readonly of: string
  /** Of the longest, from 0 to 1. */
  readonly length: number
}

export interface StepLine {
  /** What to change, a sentence each. */
  readonly changes: readonly string[]
  /** Halo's click path; null where the changes are made in several places. */
  readonly path: string | null
  /** "+1,085 tickets, +57 sites". */
  readonly adds: string
  readonly records: number
}

export interface PlanPart {
  readonly title: string
  readonly lead: string
  readonly steps: readonly StepLine[]
}

/** The words of a summary. @param summary of this comparison */
export const summaryPart = (comparison: Comparison, summary: Summary): SummaryPart => {
  const most = Math.max(0, ...summary.bars.map(({ records }) => records))
  const cards = comparison.causes.map(causeCard)
  const step = (each: FixStep): StepLine => stepLine(each, comparison)
  const mostTogether = Math.max(0, ...summary.overlaps.map(({ records }) => records))
  const used = new Set(summary.bars.flatMap(({ segments }) => segments.map(({ kind }) => kind)))
  return {
    headline: headline(comparison, summary),
    first: summary.first,
    bars: summary.bars.map((bar) => barLine(bar, most)),
    kinds: SEGMENT_KINDS.filter((kind) => used.has(kind)),
    causes: cards.filter(({ records }) => records > 0),
    shut: cards.filter(({ records }) => records === 0),
    overlaps: summary.overlaps.map(({ causes, records, resources }) => ({
      causes: causes.map((at) => ({ number: at + 1, setting: comparison.causes[at]?.setting ?? '' })),
      records,
      of: recordsOf(resources),
      length: mostTogether === 0 ? 0 : records / mostTogether,
    })),
    singles: summary.singles.map(step),
    plans: [
      ...(summary.purpose === null
        ? []
        : [planPart(`What “${comparison.purpose?.title ?? 'the purpose'}” needs`, summary.purpose, step)]),
      planPart('Everything', summary.everything, step),
    ].filter(({ steps }) => steps.length > 0),
  }
}

const headline = (comparison: Comparison, { hidden }: Summary): readonly string[] => {
  const gap = runGap(comparison)
  if (gap === 'nothing-compared') return []
  if (hidden.records === 0)
    return [
      gap === 'none'
        ? 'The app side sees every record that the agent side sees.'
        : 'In what could be compared, the app side sees every record that the agent side sees.',
    ]
  const known = `The app side is known not to see ${counted(hidden.records, 'record')} that the agent side sees.`
  if (hidden.explained === hidden.records) return [known, 'A cause is known of all of them.']
  return [
    known,
    hidden.explained === 0
      ? 'No cause is known of any of them.'
      : `A cause is known of ${countText(hidden.explained)} of them; of ${countText(hidden.records - hidden.explained)} none is.`,
  ]
}

const barLine = (bar: ResourceBar, most: number): BarLine => {
  const { segments, records } = bar
  return {
    label: resourceDefinition(bar.resource).label,
    total: barTotalWords(bar),
    words: barWords(bar, undefined),
    length: barLength(records, most),
    parts: segments.map((segment) => ({
      kind: segment.kind,
      share: records === 0 ? 0 : segment.records / records,
    })),
    needed: bar.needed,
  }
}

const causeCard = (cause: Cause, at: number): CauseCard => ({
  number: at + 1,
  code: cause.code,
  setting: cause.setting,
  severity: cause.severity,
  severityText: SEVERITY_WORDS[cause.severity],
  confidenceText: lowerFirst(CONFIDENCE_WORDS[cause.confidence].word),
  side: lowerFirst(SIDE_WORDS[cause.side]),
  message: cause.message,
  hides:
    cause.records > 0
      ? recordsOf(cause.resources.filter(({ records }) => records > 0))
      : cause.resources.map(({ resource }) => resourceDefinition(resource).label).join(', '),
  records: cause.records,
  alone: aloneText(cause),
  aloneCount: countWords({ least: cause.alone, exact: cause.undecided === 0 }),
  fix: cause.fix,
  findings: cause.findings,
  ...(cause.accepted && { accepted: cause.accepted }),
})

const aloneText = ({ records, alone, undecided }: Cause): string => {
  if (records === 0) return ''
  const rest =
    undecided === 0 ? '' : ` Of ${countText(undecided)} it is not known whether something else does, too.`
  if (alone === records) return `Nothing else hides them.${rest}`
  return alone === 0
    ? `Something else hides each of them, too.${rest}`
    : `${countText(alone)} of them nothing else hides.${rest}`
}

const planPart = (title: string, plan: FixPlan, step: (each: FixStep) => StepLine): PlanPart => {
  const shown = plan.steps.reduce((sum, { records }) => sum + records, 0)
  const open =
    plan.open === 0
      ? 'All of them appear then.'
      : `${countText(shown)} appear then; of ${countText(plan.open)} no change is known that shows them.`
  return {
    title,
    lead: `${counted(plan.wanted, 'hidden record')} ${plural(plan.wanted, 'is', 'are')} to appear. ${open}`,
    steps: plan.steps.map(step),
  }
}

const stepLine = ({ changes, adds, records }: FixStep, comparison: Comparison): StepLine => {
  const texts = changes.map((change: Change) => changeText(change, comparison))
  const paths = [...new Set(texts.map(({ path }) => path))]
  return {
    changes: texts.map(({ text }) => text),
    path: paths.length === 1 ? (paths[0] ?? null) : null,
    adds: adds.map(({ resource, records: count }) => `+${countedOf(count, resource)}`).join(', '),
    records,
  }
}

const recordsOf = (resources: readonly ResourceRecords[]): string =>
  resources.map(({ resource, records }) => countedOf(records, resource)).join(', ')

const countedOf = (count: number, resource: ResourceRecords['resource']): string => {
  const { one, label } = resourceDefinition(resource)
  return counted(count, one, label.toLowerCase())
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
