import { judgeFor } from '../access/judge'
import { getsRows, type ResourceView, type SideFacts } from '../access/side-facts'
import {
  followsClient,
  isLimitedByTeam,
  isLimitedByType,
  isTicketLike,
  type RuleBasis,
} from '../access/visibility'
import type { Comparison } from '../comparison/comparison'
import type { RecordSummary } from '../comparison/record'
import { sentenceNames } from '../explain/sentence-names'
import { resourceDefinition } from '../halo/resource'
import { hiddenRecords } from './hidden'
import type { RecordExplanation, RecordLine } from './record-explanation'
import {
  assigneeRule,
  clientRule,
  levelRule,
  loginRule,
  scopeRule,
  switchedOffRule,
  teamRule,
  typeRule,
  type AskedRecord,
  type RecordRule,
} from './record-rules'
import { keyOfCause, settingKey, type SettingCode } from './setting'

/** Each rule that applies to the record, those that hide it first, then those that are left open. */
export const recordLines = (
  comparison: Comparison,
  facts: SideFacts,
  view: ResourceView,
  record: RecordSummary,
  state: RecordExplanation['state'],
): readonly RecordLine[] => {
  const judge = judgeFor(facts)
  const hiding = hidingOf(comparison, facts, view, record, judge)
  const byRules = new Set<SettingCode>(judge.rules(view.resource, record).causes.map(({ code }) => code))
  const undecided = new Set<SettingCode>([
    ...judge.record(view, record).undecided,
    // An empty list may as well be for want of a scope, and then the rules about records are no evidence.
    ...(mayBeScope(view, state) ? byRules : []),
  ])
  const lines = rulesFor({ facts, view, record, nameOf: sentenceNames(comparison) }).flatMap(
    (rule): readonly RecordLine[] => {
      const { codes, onlyIfHiding, ...told } = rule
      const [first] = codes
      const code = codes.find((each) => hiding.has(each)) ?? codes.find((each) => undecided.has(each))
      const basis = code === undefined ? null : (hiding.get(code) ?? null)
      const isOpen = code !== undefined && basis === null && state !== 'seen'
      const decided = basis !== null && state !== 'seen' ? 'hides' : isOpen ? 'open' : 'shows'
      if (onlyIfHiding && decided === 'shows') return []
      const overruled = decided === 'shows' && codes.some((each) => byRules.has(each))
      return [
        {
          ...told,
          code: code ?? first,
          decided,
          basis: decided === 'hides' ? basis : null,
          cause: decided === 'hides' ? causeOf(comparison, facts, view, code ?? first) : null,
          overruled,
        },
      ]
    },
  )
  return ORDER.flatMap((decided) => lines.filter((line) => line.decided === decided))
}

const mayBeScope = ({ resource, own }: ResourceView, state: RecordExplanation['state']): boolean =>
  state === 'hidden' && resourceDefinition(resource).contestedScope !== null && !getsRows(own)

const ORDER: readonly RecordLine['decided'][] = ['hides', 'open', 'shows']

const rulesFor = (asked: AskedRecord): readonly RecordRule[] => {
  const { resource } = asked.view
  const { scopeArea, contestedScope, levelCode } = resourceDefinition(resource)
  return [
    loginRule(asked),
    switchedOffRule(asked),
    ...(scopeArea === null && contestedScope === null ? [] : [scopeRule(asked)]),
    ...(levelCode === null ? [] : [levelRule(asked, levelCode)]),
    ...(followsClient(resource) ? [clientRule(asked)] : []),
    ...(isLimitedByType('ticket type', resource) ? [typeRule(asked, 'ticket type')] : []),
    ...(isLimitedByType('asset type', resource) ? [typeRule(asked, 'asset type')] : []),
    ...(isLimitedByTeam(resource) ? [teamRule(asked)] : []),
    ...(isTicketLike(resource) ? [assigneeRule(asked)] : []),
  ]
}

/** What hides the record as causes have it, and how sure that is; of one that is not known to be hidden, by the judge alone. */
const hidingOf = (
  comparison: Comparison,
  facts: SideFacts,
  view: ResourceView,
  record: RecordSummary,
  judge: ReturnType<typeof judgeFor>,
): ReadonlyMap<SettingCode, NonNullable<RecordLine['basis']>> => {
  const { causes } = judge.record(view, record)
  const basisOf = (code: SettingCode): RuleBasis => causes.find((cause) => cause.code === code)?.basis ?? 'I'
  const hidden = hiddenRecords(facts, comparison.findings).find((each) => each.view === view)
  const place = hidden?.of[view.unseen.findIndex(({ id }) => id === record.id)]
  const group = place === undefined ? undefined : hidden?.groups[place]
  if (group === undefined) return new Map(causes.map(({ code }) => [code, basisOf(code)]))
  return new Map(
    group.codes.map((code, index) => [code, group.sure[index] === 'observed' ? 'observed' : basisOf(code)]),
  )
}

const causeOf = (
  { causes }: Comparison,
  { side }: SideFacts,
  { resource }: ResourceView,
  code: SettingCode,
): number | null => {
  const key = settingKey(code, resource)
  const index = causes.findIndex((cause) => cause.side === side && keyOfCause(cause) === key)
  return index < 0 ? null : index
}
