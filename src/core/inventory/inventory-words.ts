import { countText } from '../comparison/count-text'
import { seenName } from '../comparison/name-text'
import type { Failure } from '../comparison/observation'
import type { AgentPermissions } from '../halo/permission'
import type { Resource } from '../halo/resource'
import type { ApplicationLogin, ApplicationMethod } from './application'
import type { Agreement, InventoryCoverage, PredictedView, RiskCode } from './inventory'
import type { DecisionKind } from './review'

/** What is known of a tenant's applications, in the words of window, reports and terminal. */

/** Where a table has room for a few resources only, those that say most of how far a key reaches. */
export const MAIN_RESOURCES = [
  'tickets',
  'clients',
  'assets',
  'users',
  'invoices',
] as const satisfies readonly Resource[]

/** As Halo calls them (halo-api.md section 2.1), so that they are found there. */
export const METHOD_WORDS: Readonly<Record<ApplicationMethod, string>> = {
  'client-credentials': 'Client ID and Secret (Services)',
  'authorization-code': 'Authorisation Code (Native Application)',
  password: 'Username & Password',
  implicit: 'Implicit Flow',
  'api-key': 'API Key',
  unknown: 'Unknown',
}

export const DECISION_WORDS: Readonly<Record<DecisionKind, string>> = {
  keep: 'Keep',
  reduce: 'Reduce',
  remove: 'Remove',
  defer: 'Defer',
}

/** Risks in few words. */
export const RISK_WORDS: Readonly<Record<RiskCode, string>> = {
  'application.administrator': 'Logs in as an administrator',
  'application.all-scopes': 'Holds all scopes',
  'application.person': 'Logs in as a person',
  'application.shared-agent': 'Shares its agent',
  'application.agent-disabled': 'Agent is disabled',
  'application.inactive': 'Inactive, still there',
  'application.no-login': 'Logs in as nobody',
  'application.weak-method': 'Weak method',
  'application.key-expiry': 'Key expiry',
  'application.unread': 'Not readable',
  'application.no-purpose': 'No purpose or owner',
}

/** A moment as sentences and paper show it: to the minute, in UTC; what is none as it came. */
export const moment = (iso: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(iso) ? iso.slice(0, 16).replace('T', ' ') : iso

/** "102 of 1,500, 3 undecided", "refused", "unknown". */
export const predictedWords = (view: PredictedView): string => {
  if (view.state !== 'predicted') return view.state
  const undecided = view.unknown === 0 ? '' : `, ${countText(view.unknown)} undecided`
  return `${countText(view.visible)} of ${countText(view.of)}${undecided}`
}

/**
 * "16 of 18 applications read, 2 unread": a gap never reads as a pass, and a list that was not read whole is not all.
 */
export const inventoryCoverageWords = (
  { applications, read, unread }: InventoryCoverage,
  listFailure: Failure | null,
): string => {
  if (listFailure !== null && applications === 0) return 'how many applications there are is not known'
  const whole = listFailure === null ? '' : ', and how many more there are is not known'
  const what = applications === 1 ? 'application' : 'applications'
  return `${countText(read)} of ${countText(applications)} ${what} read, ${countText(unread)} unread${whole}`
}

/** OWASP Non-Human Identities Top 10, 2025 (https://owasp.org/www-project-non-human-identities-top-10/2025/top-10-2025). */
const OWASP: Readonly<Record<string, string>> = {
  NHI1: 'Improper Offboarding',
  NHI2: 'Secret Leakage',
  NHI3: 'Vulnerable Third-Party NHI',
  NHI4: 'Insecure Authentication',
  NHI5: 'Overprivileged NHI',
  NHI6: 'Insecure Cloud Deployment Configurations',
  NHI7: 'Long-Lived Secrets',
  NHI8: 'Environment Isolation',
  NHI9: 'NHI Reuse',
  NHI10: 'Human Use of NHI',
}

/** "NHI5 Overprivileged NHI"; none: none of the ten fits. */
export const owaspWords = (code: string | null): string | null =>
  code === null ? null : [code, OWASP[code]].filter((part) => part !== undefined).join(' ')

/** Who an application logs in as: the name, and what kind of account that is. */
export const loginWords = (
  login: ApplicationLogin,
  agent: Pick<AgentPermissions, 'administrator' | 'apiOnly' | 'disabled'> | null,
): { readonly who: string | null; readonly kind: string } => {
  const who = seenName(login.name)
  switch (login.type) {
    case 'agent':
      return {
        who: who ?? (login.agentId === null ? null : `Agent ${login.agentId}`),
        kind: agentKind(agent),
      }
    case 'user':
      return { who, kind: 'end user' }
    case 'supplier':
      return { who, kind: 'supplier' }
    case 'unset':
      return { who: null, kind: 'nobody is named' }
    case 'unknown':
      return { who, kind: 'unknown: the record does not say' }
  }
}

const agentKind = (
  agent: Pick<AgentPermissions, 'administrator' | 'apiOnly' | 'disabled'> | null,
): string => {
  if (agent === null) return 'agent, settings unknown'
  const kind =
    agent.apiOnly === true ? 'API-only agent' : agent.apiOnly === false ? 'person' : 'agent, kind unknown'
  return [
    kind,
    ...(agent.administrator === true ? ['administrator'] : []),
    ...(agent.disabled === true ? ['disabled'] : []),
  ].join(', ')
}

/** "predicted 102, seen 102": what was worked out against what was seen. */
export const agreementWords = ({ predicted, seen, onlyPredicted, onlySeen, undecided }: Agreement): string =>
  [
    `predicted ${countText(predicted)}, seen ${countText(seen)}`,
    ...(onlyPredicted.length > 0 ? [`${countText(onlyPredicted.length)} predicted and not seen`] : []),
    ...(onlySeen.length > 0 ? [`${countText(onlySeen.length)} seen and not predicted`] : []),
    ...(undecided > 0 ? [`${countText(undecided)} undecided`] : []),
  ].join('; ')
