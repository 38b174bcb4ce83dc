import type { Cause } from '../../../../core/comparison/cause'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import type { DescribedPlan, DescribedStep } from '../../../../shared/ipc/analysis'
import { countText, counted, plural } from '../../../../core/comparison/count-text'
import { escapeMarkdown } from '../../../../core/comparison/markdown-text'
import { coveragePart, runGap } from '../../../../core/comparison/outcome'
import { sideFailureWords } from '../../../../core/comparison/reasons'
import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import {
  barWords,
  PREDICTED_SEGMENT_WORDS,
  SEGMENT_WORDS,
  type SegmentKind,
} from '../../../../core/summary/picture'
import type { ResourceBar, ResourceRecords, Summary } from '../../../../core/summary/summary'
import { addsText, KINDS } from '../../../../core/summary/step-text'
import { END_WORDS, listWords } from '../../../../core/words/words'
import { listed } from '../../ui/format'

/** What a summary says in the window's words. Every number is the model's own. */

/** "758 tickets" */
const resourceRecordsWords = ({ resource, records }: ResourceRecords): string => {
  const { one, label } = resourceDefinition(resource)
  return counted(records, one, label.toLowerCase())
}

/** "758 tickets", "815 records: 758 tickets and 57 sites" */
export const recordsByResource = (parts: readonly ResourceRecords[]): string =>
  parts.length === 1 || parts.length > KINDS
    ? addsText(parts)
    : `${counted(
        parts.reduce((sum, { records }) => sum + records, 0),
        'record',
      )}: ${addsText(parts)}`

/** "+758 tickets, +57 sites" */
export const addsWords = (adds: readonly ResourceRecords[]): string =>
  adds.length === 0
    ? 'Nothing by itself: the next one needs it.'
    : adds.map((part) => `+${resourceRecordsWords(part)}`).join(', ')

export const segmentWords = (predicted: boolean): Readonly<Record<SegmentKind, string>> =>
  predicted ? PREDICTED_SEGMENT_WORDS : SEGMENT_WORDS

/** The numbers of a bar, and why they may not be all. */
export const barSentence = (bar: ResourceBar, predicted: boolean): string => {
  const words = barWords(bar, segmentWords(predicted))
  if (bar.part === 'compared' || bar.segments.some(({ kind }) => kind === 'refused')) return words
  return `${words} (${bar.part === 'failed' ? 'not whole' : END_WORDS[bar.part]})`
}

/** What a cause hides, by resource: with those that it shuts out and of which no record is known. */
export const hidesWords = ({ records, resources }: Cause, predicted: boolean): string => {
  const counts = resources.filter((each) => each.records > 0)
  const shut = resources.filter((each) => each.records === 0)
  const verb = predicted ? 'Would hide' : 'Hides'
  const shutWords =
    shut.length === 0
      ? ''
      : ` Shuts out ${listed(shut.map(({ resource }) => resourceDefinition(resource).label.toLowerCase()))}: how many is not known.`
  if (records === 0) return shutWords === '' ? 'Hides no record that is known.' : shutWords.trim()
  return `${verb} ${recordsByResource(counts)}.${shutWords}`
}

/** What the fix of a cause shows by itself. */
export const aloneWords = ({ alone, records, undecided }: Cause): string => {
  const open = undecided === 0 ? '' : ` Of ${countText(undecided)} more it is not known.`
  if (alone === records && records > 0) return 'Its fix alone shows all of them.'
  return alone === 0
    ? `Its fix alone shows none of them${undecided === 0 ? ': something else hides each too' : ''}.${open}`
    : `Its fix alone shows ${countText(alone)} of them.${open}`
}

interface Headline {
  readonly tone: 'good' | 'bad' | 'warning'
  readonly title: string
  readonly more: string | null
}

/** What the comparison comes to, in one sentence: a gap is never a pass. */
export const headline = (summary: ComparisonSummary, { hidden }: Pick<Summary, 'hidden'>): Headline => {
  for (const side of [summary.app, summary.agent])
    if (side.state === 'failed')
      return { tone: 'bad', title: 'Nothing could be compared', more: sideFailureWords(side) }
  const { coverage, causes } = summary
  const isWhole = runGap(summary) === 'none'
  const gap = isWhole
    ? null
    : `${countText(coverage.compared)} of ${counted(coverage.resources, 'resource')} could be compared, so there may be more.`
  if (hidden.records === 0) return nothingHidden(summary, gap)
  const settings = causes.filter(({ side, records }) => side === 'app' && records > 0).length
  const open = hidden.records - hidden.explained
  const explained =
    hidden.explained === 0
      ? 'No cause of it is known.'
      : `${counted(settings, 'setting')} ${plural(settings, 'hides', 'hide')} ${open === 0 ? 'all of them' : `${countText(hidden.explained)} of them`}.`
  const unexplained =
    open === 0 || hidden.explained === 0 ? '' : ` Of ${counted(open, 'record')} no cause is known.`
  return {
    tone: 'bad',
    title:
      summary.predicted === null
        ? `The app does not see ${counted(hidden.records, 'record')} that the agent sees`
        : `The application would not see ${counted(hidden.records, 'record')} that the inspector sees`,
    more: [explained + unexplained, gap].filter((part) => part !== null).join(' '),
  }
}

const nothingHidden = (
  { coverage, causes, predicted, resources }: ComparisonSummary,
  gap: string | null,
): Headline => {
  if (gap !== null || resources.some(({ undecided }) => undecided > 0)) {
    return {
      tone: 'warning',
      title: coverage.compared === 0 ? 'Nothing could be compared' : 'No hidden record is known',
      more:
        coverage.compared === 0
          ? 'What stands in the way is below. Unknown is neither the same nor different.'
          : (gap ?? 'Nothing that was read decides it for some records.'),
    }
  }
  const shut = causes.some(({ side }) => side === 'app')
  return {
    tone: shut ? 'warning' : 'good',
    title: `Nothing ${predicted === null ? 'is' : 'would be'} hidden from the app, as far as was compared`,
    more: shut
      ? 'Of what it is shut out of no record is known.'
      : `All of ${counted(coverage.resources, 'resource')} ${plural(coverage.resources, 'was', 'were')} compared.`,
  }
}

/** What of a comparison is missing, a sentence each. */
export const missingSentences = (summary: ComparisonSummary): readonly string[] => {
  const refused = new Map<string, Resource[]>()
  const others: string[] = []
  const agentWord = summary.predicted === null ? 'agent' : 'inspector'
  for (const { resource, agent, app } of summary.resources) {
    const part = coveragePart(agent, app)
    if (part === 'compared') continue
    if (part === 'refused') {
      const sides = [agent.state === 'refused' && agentWord, app.state === 'refused' && 'app'].filter(
        (side) => side !== false,
      )
      const key = listed(sides)
      refused.set(key, [...(refused.get(key) ?? []), resource])
      continue
    }
    const { label } = resourceDefinition(resource)
    others.push(`${label}: ${agentWord} ${listWords(agent)}; app ${listWords(app)}.`)
  }
  const would = summary.predicted === null ? 'Refused' : 'Would be refused'
  const names = (resources: readonly Resource[]) =>
    listed(resources.map((resource) => resourceDefinition(resource).label.toLowerCase()))
  return [...[...refused].map(([sides, all]) => `${would} to the ${sides}: ${names(all)}.`), ...others]
}

interface StepText {
  readonly text: string
  readonly path: string | null
}

/**
 * A step in sentences, one for each change. A scope is told as its cause tells it, which knows whether it is ticked and
 * only not asked for.
 */
export const stepTexts = (
  { cause, changes }: Pick<DescribedStep, 'cause' | 'changes'>,
  causes: readonly Cause[],
): readonly StepText[] => {
  const fix = causes[cause ?? -1]?.fix
  return fix != null && changes.some(({ change }) => change.startsWith('app.scope')) ? [fix] : changes
}

/** A plan as Markdown for a ticket. */
export const planMarkdown = (
  { tenant, causes }: Pick<ComparisonSummary, 'tenant' | 'causes'>,
  title: string,
  { steps, wanted, open }: DescribedPlan,
): string =>
  [
    `**${escapeMarkdown(tenant.name)}**: ${title}`,
    '',
    ...steps.flatMap((step, at) => [
      `${at + 1}. ${addsWords(step.adds)}`,
      ...stepTexts(step, causes).map((each) => `   - ${stepMarkdown(each)}`),
    ]),
    '',
    `Shows ${countText(wanted - open)} of ${counted(wanted, 'record')}.`,
    '',
  ].join('\n')

/** A cause and its fix as Markdown for a ticket. */
export const causeMarkdown = (
  { tenant, predicted }: Pick<ComparisonSummary, 'tenant' | 'predicted'>,
  cause: Cause,
): string =>
  [
    `**${escapeMarkdown(tenant.name)}**: ${escapeMarkdown(cause.setting)}`,
    '',
    cause.fix === null ? 'No fix is known.' : stepMarkdown(cause.fix),
    '',
    `${hidesWords(cause, predicted !== null)} ${aloneWords(cause)}`,
    '',
  ].join('\n')

const stepMarkdown = ({ text, path }: StepText): string =>
  path === null ? escapeMarkdown(text) : `${escapeMarkdown(text)} (${escapeMarkdown(path)})`

/** A fix as plain text. */
export const fixText = ({ text, path }: StepText): string => (path === null ? text : `${text}\n${path}`)
