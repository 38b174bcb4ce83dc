import { isolated, seenName } from '../comparison/name-text'
import { scopesText } from '../explain/words'
import type { ApplicationFacts } from './application'

const APPLICATIONS = 'Configuration > Integrations > Halo API > Applications'

/** What of an application its reference is made like. */
type Model = Pick<ApplicationFacts, 'name' | 'scopes' | 'login' | 'method' | 'inactive'>

/**
 * How to prove a prediction where nobody has the application's secret: another application that logs in as the same
 * agent with the same scopes sees the same, since a token is the cross of these two (halo-api.md sections 2.2 and
 * 3.1). A step a sentence, with Halo's click path where one is known; the last ones say what it does not prove.
 * Names of fields as Halo's page has them (halo-api.md section 2.1).
 * @param agentName who the application logs in as, as it is called elsewhere; null: not known
 */
export const referenceSteps = (application: Model, agentName: string | null): readonly string[] => {
  const name = isolated(seenName(application.name) ?? 'this application')
  const who = seenName(agentName)
  const login = loginStep(application, who === null ? null : isolated(who))
  if (login === null) return noReference(application, name)
  return [
    `In Halo, open ${APPLICATIONS} and make a new application. Name it so that nobody takes it for the real one: “Crossview reference for ${name}”.`,
    'Set its authentication method to Client ID and Secret (Services).',
    login,
    scopeStep(application.scopes, name),
    'Save it, then copy its client id (saving may change it) and its secret, which Halo shows once.',
    'In Crossview, add it to this tenant as a further app connection, and choose “Compare for real”.',
    `When you have seen the result, delete the reference in ${APPLICATIONS}: it opens as much as the application itself.`,
    ...notProven(application, name),
  ]
}

const loginStep = ({ login }: Model, who: string | null): string | null => {
  switch (login.type) {
    case 'agent': {
      const called = who ?? (login.agentId === null ? 'the same agent' : `agent ${login.agentId}`)
      return `Set its login type to Agent, and “Agent to log in as” to ${called}.`
    }
    case 'user':
    case 'supplier':
      return `Set its login type to the one of the application, and choose ${who ?? 'the same'} to log in as.`
    case 'unset':
    case 'unknown':
      return null
  }
}

const scopeStep = (scopes: readonly string[] | null, name: string): string => {
  if (scopes === null)
    return `Open ${APPLICATIONS} > ${name} > Permissions beside it and tick the same there; Crossview could not read what is ticked.`
  return scopes.length === 0
    ? 'On its tab Permissions, leave everything unticked.'
    : `On its tab Permissions, tick exactly these: ${scopesText(scopes)}.`
}

/** Nothing that a reference could log in as. */
const noReference = ({ login, method }: Model, name: string): readonly string[] =>
  login.type === 'unset' && method === 'authorization-code'
    ? [
        `${name} logs in as whoever signs in, so that there is no single view of it to prove.`,
        'Make a reference application that logs in as one of these people, with the same scopes, to see what it would see for that person.',
      ]
    : login.type === 'unset'
      ? [
          `${name} logs in as nobody, and Halo refuses such an application its data: there is nothing to prove.`,
          `To use it, choose “Agent to log in as” in ${APPLICATIONS} > ${name}.`,
        ]
      : [
          `Whom ${name} logs in as is not known, so that no reference can be made like it.`,
          `Look it up in ${APPLICATIONS} > ${name}, then make another application with the same login and the same ticks.`,
        ]

const notProven = ({ method, inactive }: Model, name: string): readonly string[] => [
  ...(inactive === true
    ? [`${name} is inactive, so that it gets nothing now: this shows what it would see if it were active.`]
    : []),
  ...(method === 'client-credentials'
    ? []
    : [
        `${name} gets its token by another method or one that is not known; this proves what its agent and scopes open, not what its method does.`,
      ]),
]
