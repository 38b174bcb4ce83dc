import { assertNever } from '../../../../core/assert-never'
import type { Severity } from '../../../../core/comparison/finding'
import { seenName } from '../../../../core/comparison/name-text'
import type { Resource } from '../../../../core/halo/resource'
import type { ApplicationMethod } from '../../../../core/inventory/application'
import type { Agreement, PredictedView, Risk } from '../../../../core/inventory/inventory'
import type { DecisionKind } from '../../../../core/inventory/review'
import type { EntrySummary } from '../../../../shared/ipc/inventory'
import type { Tone } from '../../ui/badge'
import { counted, formatCount } from '../../ui/counted'
import type { IconName } from '../../ui/icon'

/** What is known of an application, in the window's words. */

/** Its name, or the start of its client id where nobody would see one. */
export const applicationName = ({
  name,
  clientId,
  id,
}: Pick<EntrySummary['application'], 'name' | 'clientId' | 'id'>): string =>
  seenName(name) ?? `Unnamed (${(clientId ?? id).slice(0, 8)})`

export const METHOD_WORDS: Readonly<Record<ApplicationMethod, string>> = {
  'client-credentials': 'Client credentials',
  'authorization-code': 'Authorization code (a person signs in)',
  password: 'User name and password',
  implicit: 'Implicit flow',
  'api-key': 'Static API key',
  unknown: 'Unknown',
}

/** Who it logs in as: the name, and what kind of account that is. */
export const loginWords = ({
  application: { login },
  agent,
}: Pick<EntrySummary, 'application' | 'agent'>): { readonly who: string | null; readonly kind: string } => {
  const who = seenName(login.name)
  switch (login.type) {
    case 'agent': {
      const named = who ?? (login.agentId === null ? null : `Agent ${login.agentId}`)
      return { who: named, kind: agentKind(agent) }
    }
    case 'user':
      return { who, kind: 'end user' }
    case 'supplier':
      return { who, kind: 'supplier' }
    case 'unset':
      return { who: null, kind: 'nobody is named' }
    case 'unknown':
      return { who, kind: 'unknown: the record does not say' }
    default:
      return assertNever(login.type)
  }
}

const agentKind = (agent: EntrySummary['agent']): string => {
  if (agent === null) return 'agent, settings unknown'
  const kind =
    agent.apiOnly === true ? 'API-only agent' : agent.apiOnly === false ? 'person' : 'agent, kind unknown'
  return [
    agent.administrator === true ? `${kind}, administrator` : kind,
    agent.disabled === true ? 'disabled' : null,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

/** "3 scopes", "all", or that they are not known. */
export const scopesWords = (scopes: readonly string[] | null): string => {
  if (scopes === null) return 'Unknown'
  if (scopes.length === 0) return 'None ticked'
  return scopes.includes('all') ? 'all' : formatCount(scopes.length)
}

export const DECISION_WORDS: Readonly<Record<DecisionKind, string>> = {
  keep: 'Keep',
  reduce: 'Reduce',
  remove: 'Remove',
  defer: 'Defer',
}

export const DECISION_LOOKS: Readonly<
  Record<DecisionKind, { readonly tone: Tone; readonly icon: IconName }>
> = {
  keep: { tone: 'good', icon: 'check' },
  reduce: { tone: 'warning', icon: 'less' },
  remove: { tone: 'bad', icon: 'trash' },
  defer: { tone: 'neutral', icon: 'waiting' },
}

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  error: 'bad',
  warning: 'warning',
  info: 'neutral',
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** The worst severity among the risks; null where there is none. */
export const worstOf = (risks: readonly Risk[]): Severity | null =>
  SEVERITIES.find((severity) => risks.some((risk) => risk.severity === severity)) ?? null

/** Risks by severity, the worst first. */
export const bySeverity = (risks: readonly Risk[]): readonly Risk[] =>
  SEVERITIES.flatMap((severity) => risks.filter((risk) => risk.severity === severity))

/** What a risk is, in the fewest words: for the table. */
export const RISK_WORDS: Readonly<Record<Risk['code'], string>> = {
  'application.administrator': 'administrator',
  'application.all-scopes': 'all scopes',
  'application.person': 'a person’s account',
  'application.shared-agent': 'shared agent',
  'application.agent-disabled': 'agent disabled',
  'application.inactive': 'switched off, kept',
  'application.no-login': 'no login',
  'application.weak-method': 'weak method',
  'application.key-expiry': 'key expiry',
  'application.unread': 'unread',
  'application.no-purpose': 'no purpose or owner',
}

export const viewOf = ({ sees }: Pick<EntrySummary, 'sees'>, resource: Resource): PredictedView | undefined =>
  sees.find((view) => view.resource === resource)

/** What it would see of a resource, in words: undecided records are told apart, and never counted. */
export const viewWords = (
  view: PredictedView | undefined,
): { readonly short: string; readonly long: string } => {
  switch (view?.state) {
    case 'predicted': {
      const open = view.unknown === 0 ? '' : `, ${formatCount(view.unknown)} unknown`
      const short = `${formatCount(view.visible)} of ${formatCount(view.of)}`
      return { short, long: `would see ${short} the inspector saw (predicted)${open}` }
    }
    case 'refused':
      return { short: 'would be refused', long: 'would be refused (predicted)' }
    case 'unknown':
      return { short: 'unknown', long: `unknown: ${view.reason}` }
    case undefined:
      return { short: 'not asked', long: 'the inspector was not asked for these' }
  }
}

/** "Tickets: predicted 102, seen 102": what was worked out against what was seen. */
export const agreementWords = ({ predicted, seen, onlyPredicted, onlySeen, undecided }: Agreement): string =>
  [
    `predicted ${formatCount(predicted)}, seen ${formatCount(seen)}`,
    onlyPredicted.length > 0 ? `${formatCount(onlyPredicted.length)} predicted and not seen` : null,
    onlySeen.length > 0 ? `${formatCount(onlySeen.length)} seen and not predicted` : null,
    undecided > 0 ? `${counted(undecided, 'record')} undecided` : null,
  ]
    .filter((part) => part !== null)
    .join('; ')

export const isAgreed = ({ onlyPredicted, onlySeen }: Agreement): boolean =>
  onlyPredicted.length === 0 && onlySeen.length === 0
