import { seenName } from '../comparison/name-text'
import type { AgentPermissions } from '../halo/permission'
import type { ApplicationLogin, ApplicationMethod } from '../inventory/application'
import type { Agreement, RiskCode } from '../inventory/inventory'
import type { DecisionKind } from '../inventory/review'

/** What is known of a tenant's applications, in the words of window, reports and terminal. */

export const METHOD_WORDS: Readonly<Record<ApplicationMethod, string>> = {
  'client-credentials': 'Client credentials',
  'authorization-code': 'Authorization code (a person signs in)',
  password: 'User name and password',
  implicit: 'Implicit flow',
  'api-key': 'Static API key',
  unknown: 'Unknown',
}

export const DECISION_WORDS: Readonly<Record<DecisionKind, string>> = {
  keep: 'Keep',
  reduce: 'Reduce',
  remove: 'Remove',
  defer: 'Defer',
}

/** Risks in the fewest words. */
export const RISK_WORDS: Readonly<Record<RiskCode, string>> = {
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
export const agreementWords = (
  { predicted, seen, onlyPredicted, onlySeen, undecided }: Agreement,
  format: (count: number) => string = String,
): string =>
  [
    `predicted ${format(predicted)}, seen ${format(seen)}`,
    ...(onlyPredicted.length > 0 ? [`${format(onlyPredicted.length)} predicted and not seen`] : []),
    ...(onlySeen.length > 0 ? [`${format(onlySeen.length)} seen and not predicted`] : []),
    ...(undecided > 0 ? [`${format(undecided)} undecided`] : []),
  ].join('; ')
