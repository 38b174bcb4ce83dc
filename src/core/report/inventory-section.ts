import { acceptedText } from '../exceptions/exception-words'
import { countText } from '../comparison/count-text'
import { isolated, seenName } from '../comparison/name-text'
import type { Evidence, Fix, Severity } from '../comparison/finding'
import { resourceDefinition } from '../halo/resource'
import type { ApplicationFacts } from '../inventory/application'
import type { InventoryEntry, PredictedView, PurposeCheck } from '../inventory/inventory'
import type { Decision } from '../inventory/review'
import {
  DECISION_WORDS,
  loginWords,
  METHOD_WORDS,
  owaspWords,
  RISK_WORDS,
} from '../inventory/inventory-words'
import { RECIPE_RESULT_WORDS, SEVERITY_WORDS } from '../words/words'

/** One application on paper. */
export interface ApplicationSection {
  readonly name: string
  readonly login: string
  readonly scopesShort: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** null: open; undefined: nothing is reviewed. */
  readonly decision: DecisionText | undefined
  readonly views: readonly ViewLine[]
  /** What it may do, in sentences. */
  readonly rights: readonly string[]
  readonly risks: readonly RiskText[]
  readonly purpose: PurposeText | null
}

interface DecisionText {
  /** "Reduce", or "Open". */
  readonly word: string
  /** "by Ada Keller on 2026-11-24, ticket CHG-1, until 2027-01-01"; empty where nothing was decided. */
  readonly who: string
  readonly reason: string | null
}

/** A line of the predicted view: one resource, or all those that it would see alike: all, none, refused, unknown. */
export interface ViewLine {
  readonly label: string
  /** "102 of 1500", "all", "none", "refused", "unknown". */
  readonly would: string
  /** Records that nothing decides; empty where that is no number. */
  readonly undecided: string
  readonly why: string
}

export interface RiskText {
  readonly short: string
  readonly severity: Severity
  readonly severityText: string
  readonly code: string
  readonly message: string
  readonly owasp: string | null
  readonly evidence: readonly Evidence[]
  readonly fix: Fix | null
  /** Left out: nobody accepted it. */
  readonly accepted?: string
}

interface PurposeText {
  readonly result: string
  readonly missing: readonly string[]
  readonly excess: readonly string[]
  readonly reductions: readonly string[]
}

export const applicationSection = (
  entry: InventoryEntry,
  { name, decision }: { readonly name: string; readonly decision: Decision | null | undefined },
): ApplicationSection => {
  const { application, agent, sees, risks, purpose } = entry
  const { who, kind } = loginWords(application.login, agent)
  const login = who === null ? kind : `${isolated(who)}, ${kind}`
  return {
    name,
    login,
    scopesShort: scopesShort(application.scopes),
    facts: factsOf(entry, login),
    decision: decision === undefined ? undefined : decisionText(decision),
    views: viewLines(sees),
    rights: rightsOf(entry),
    risks: risks.map((risk) => ({
      short: RISK_WORDS[risk.code],
      severity: risk.severity,
      severityText: SEVERITY_WORDS[risk.severity],
      code: risk.code,
      message: risk.message,
      owasp: owaspWords(risk.owasp),
      evidence: shortEvidence(risk.evidence),
      fix: risk.fix,
      ...(risk.accepted && { accepted: acceptedText(risk.accepted) }),
    })),
    purpose: purpose && purposeText(purpose),
  }
}

/** So many values of one thing are told with each application; what shares an agent is told whole, once, elsewhere. */
const VALUES = 5

/** Values of one thing together, the first of them by name. */
const shortEvidence = (evidence: readonly Evidence[]): readonly Evidence[] => {
  const byWhat = new Map<string, string[]>()
  for (const { what, value } of evidence) byWhat.set(what, [...(byWhat.get(what) ?? []), value])
  return [...byWhat].map(([what, values]) => ({
    what,
    value:
      values.slice(0, VALUES).join(', ') +
      (values.length > VALUES ? ` and ${countText(values.length - VALUES)} more` : ''),
  }))
}

const scopesShort = (scopes: readonly string[] | null): string => {
  if (scopes === null) return 'unknown'
  if (scopes.length === 0) return 'none'
  return scopes.length <= 3
    ? scopes.join(' ')
    : `${scopes.slice(0, 2).join(' ')} and ${countText(scopes.length - 2)} more`
}

const factsOf = ({ application, note }: InventoryEntry, login: string): ApplicationSection['facts'] => [
  ['Logs in as', login],
  [
    'Method',
    application.method === 'unknown' && application.methodText !== null
      ? `Unknown: Halo says ${isolated(application.methodText)}`
      : METHOD_WORDS[application.method],
  ],
  ['Scopes', scopesText(application)],
  ['Client id', application.clientId ?? 'not told'],
  [
    'Switched on',
    application.inactive === null ? 'Unknown' : application.inactive ? 'No: it is inactive' : 'Yes',
  ],
  ['Made', madeText(application)],
  ...application.apiKeys.map(
    ({ generatedAt, lastUsedAt, expiresAt }, at) =>
      [
        `API key ${at + 1}`,
        `made ${dayOf(generatedAt)}, last used ${dayOf(lastUsedAt)}, expires ${dayOf(expiresAt)}`,
      ] as const,
  ),
  ['Purpose', note.purpose ?? 'not named'],
  ['Owner', note.owner ?? 'not named'],
  ...(note.nextReview === null ? [] : [['Next review', note.nextReview] as const]),
  ...(seenName(application.description) === null
    ? []
    : [['Description', application.description ?? ''] as const]),
]

const scopesText = ({ scopes, detail }: ApplicationFacts): string => {
  if (scopes !== null) return scopes.length === 0 ? 'none ticked' : scopes.join(' ')
  switch (detail.state) {
    case 'read':
      return 'unknown: its record carries none'
    case 'refused':
      return `unknown: the inspector is refused its record (${detail.status})`
    case 'failed':
      return `unknown: ${detail.failure.message}`
    case 'not-read':
      return `unknown: ${detail.reason}`
  }
}

const madeText = ({ createdAt, createdBy }: ApplicationFacts): string => {
  const by = seenName(createdBy)
  return `${dayOf(createdAt)}, by ${by === null ? 'somebody not told' : isolated(by)}`
}

const dayOf = (date: string | null): string => (date === null ? 'on a day not told' : date.slice(0, 10))

const decisionText = (decision: Decision | null): DecisionText => {
  if (decision === null) return { word: 'Open', who: '', reason: null }
  const { by, on, ticket, until, reason } = decision
  return {
    word: DECISION_WORDS[decision.decision],
    who: [
      `by ${isolated(by)} on ${on}`,
      ...(ticket === null ? [] : [`ticket ${isolated(ticket)}`]),
      ...(until === null ? [] : [`until ${until}`]),
    ].join(', '),
    reason,
  }
}

/** Resources of which it would see a part by themselves; those that end alike together. */
const viewLines = (sees: readonly PredictedView[]): readonly ViewLine[] => {
  const lines: ViewLine[] = []
  const alike = new Map<string, { readonly line: Omit<ViewLine, 'label'>; readonly labels: string[] }>()
  for (const view of sees) {
    const label = labelWith(view)
    const line = viewLine(view)
    const isPart = view.state === 'predicted' && line.would === partText(view)
    const key = `${line.would} ${line.why}`
    const known = isPart ? undefined : alike.get(key)
    if (isPart) lines.push({ ...line, label })
    else if (known === undefined) alike.set(key, { line, labels: [label] })
    else known.labels.push(label)
  }
  return [...lines, ...[...alike.values()].map(({ line, labels }) => ({ ...line, label: labels.join(', ') }))]
}

type Predicted = Extract<PredictedView, { state: 'predicted' }>

/** With the number that the inspector saw, where the line does not say it. */
const labelWith = (view: PredictedView): string => {
  const { label } = resourceDefinition(view.resource)
  return view.state === 'predicted' && viewLine(view).would !== partText(view)
    ? `${label} (${countText(view.of)})`
    : label
}

const partText = ({ visible, of }: Predicted): string => `${countText(visible)} of ${countText(of)}`

const wholeText = ({ visible, of }: Predicted): string =>
  of === 0 ? 'none there' : visible === of ? 'all' : 'none'

const viewLine = (view: PredictedView): Omit<ViewLine, 'label'> => {
  switch (view.state) {
    case 'predicted': {
      const why = [...view.causes, ...view.undecided.map((code) => `${code}?`)].join(', ')
      const isWhole = view.unknown === 0 && (view.visible === view.of || view.visible === 0)
      const would = isWhole ? wholeText(view) : partText(view)
      return { would, undecided: countText(view.unknown), why }
    }
    case 'refused':
      return { would: 'refused', undecided: '', why: view.causes.join(', ') }
    case 'unknown':
      return { would: 'unknown', undecided: '', why: view.reason }
  }
}

/** "May read, create, update Tickets." and what is not known; what it may not is left out. */
const rightsOf = ({ can }: InventoryEntry): readonly string[] => {
  const features = (allowed: boolean | 'unknown'): string => {
    const verbs = new Map<string, string[]>()
    for (const { feature, verb, effective } of can) {
      if (effective.allowed === allowed) verbs.set(feature, [...(verbs.get(feature) ?? []), verb])
    }
    return [...verbs].map(([feature, of]) => `${feature} (${of.join(', ')})`).join('; ')
  }
  const [may, unknown] = [features(true), features('unknown')]
  return [
    may === '' ? 'Nothing is known that it may do.' : `May: ${may}.`,
    ...(unknown === '' ? [] : [`Not known: ${unknown}.`]),
  ]
}

const purposeText = ({ recipe, result, items, excess, reductions }: PurposeCheck): PurposeText => ({
  result: `${recipe.name}: ${RECIPE_RESULT_WORDS[result]}`,
  missing: items.flatMap(({ what, state, why }) => (state === 'met' ? [] : [`${what}, ${state}: ${why}`])),
  excess: excess.map(({ what, risk, why }) => `${what} (risk ${risk}): ${why}`),
  reductions: reductions.map(({ text, hides, rights }) => {
    const records = hides.map(
      ({ resource, records: count, unknown }) =>
        `${countText(count)} ${resourceDefinition(resource).label.toLowerCase()}${unknown === 0 ? '' : ` and ${countText(unknown)} undecided`}`,
    )
    const goes = [...records, ...rights]
    return goes.length === 0
      ? `${text}: nothing it would see goes.`
      : `${text}: with it go ${goes.join(', ')}.`
  }),
})
