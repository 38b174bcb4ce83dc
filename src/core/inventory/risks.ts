import { counted, plural } from '../comparison/count-text'
import type { Evidence, Fix, Severity } from '../comparison/finding'
import { isolated, seenName } from '../comparison/name-text'
import { nameSome, pathToAgent, pathToApplication, scopesText } from '../explain/words'
import type { Recipe } from '../comparison/recipe'
import type { ApplicationFacts } from './application'
import { sharedName, type ApplicationIndex } from './applications'
import type { ApplicationNote, Risk, RiskCode } from './inventory'
import { METHOD_WORDS } from './inventory-words'
import { keyExpiry } from './key-expiry'
import { isSignedInto } from './login'
import { unreadReasons } from './unread'

/**
 * What is risky about an application, by the codes of docs/product.md. Unknown is unknown: a setting that
 * nobody read is no risk of its own and no all-clear, it is `application.unread`.
 */

interface Kind {
  readonly severity: Severity
  readonly owasp: string | null
}

/**
 * How bad each is, and what auditors call it: OWASP Non-Human Identities Top 10, 2025
 * (https://owasp.org/www-project-non-human-identities-top-10/2025/top-10-2025). `error` is kept for what puts
 * the whole tenant into one key without need, so that exit statuses and reviews turn on that; `info` is for what
 * cannot be used as it stands, or is missing on paper only. A single risk may be less than its code here, and says
 * why.
 */
const KINDS: Readonly<Record<RiskCode, Kind>> = {
  // Overprivileged NHI. An error with a scope that limits nothing, else a warning; of the inspector a warning.
  'application.administrator': { severity: 'error', owasp: 'NHI5' },
  // Overprivileged NHI. A warning: what the agent may not, the application may not either.
  'application.all-scopes': { severity: 'warning', owasp: 'NHI5' },
  // Human Use of NHI: a person and a program act as one identity, and nobody can tell them apart afterwards.
  'application.person': { severity: 'warning', owasp: 'NHI10' },
  // NHI Reuse: one identity for several applications.
  'application.shared-agent': { severity: 'warning', owasp: 'NHI9' },
  // Improper Offboarding: what used it was left behind.
  'application.agent-disabled': { severity: 'warning', owasp: 'NHI1' },
  // Improper Offboarding. Information: it is refused everything while it is off.
  'application.inactive': { severity: 'info', owasp: 'NHI1' },
  // A fault of its set-up; none of the ten is about that.
  'application.no-login': { severity: 'warning', owasp: null },
  // Insecure Authentication: the implicit flow, passwords and static keys are its own examples.
  'application.weak-method': { severity: 'warning', owasp: 'NHI4' },
  // Long-Lived Secrets, where it never expires; one that does expire is the opposite.
  'application.key-expiry': { severity: 'warning', owasp: 'NHI7' },
  // What is not known is none of the ten.
  'application.unread': { severity: 'warning', owasp: null },
  // Improper Offboarding: "ensure all NHIs have owners". Information by docs/cli.md.
  'application.no-purpose': { severity: 'info', owasp: 'NHI1' },
}

/** One application with what its risks are worked out from. */
export interface RiskInput {
  readonly application: ApplicationFacts
  readonly index: ApplicationIndex
  readonly note: ApplicationNote
  /** The recipe that its purpose names; null: none is named, or none of that name is known. */
  readonly recipe: Recipe | null
  /** When the inventory was read, ISO 8601: keys expire against that. */
  readonly at: string
}

/** The risks of one application, worst first. Halo's own are never called a risk (halo-api.md section 4.6). */
export const risksOf = (input: RiskInput): readonly Risk[] => {
  if (input.application.system) return []
  const found = [
    administrator(input),
    allScopes(input),
    person(input),
    sharedAgent(input),
    agentDisabled(input),
    inactive(input),
    noLogin(input),
    weakMethod(input),
    keys(input),
    unread(input),
    noPurpose(input),
  ].filter((risk) => risk !== null)
  const order: readonly Severity[] = ['error', 'warning', 'info']
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

const risk = (
  code: RiskCode,
  message: string,
  evidence: readonly Evidence[],
  fix: Fix,
  over: Partial<Kind> = {},
): Risk => ({ code, ...KINDS[code], message, evidence, fix, ...over })

// --- Who it acts as -----------------------------------------------------------------------------

/** Scopes that limit nothing: `all` is whatever the agent may, `admin` opens configuration (halo-api.md section 3.2). */
const LIMITLESS: readonly string[] = ['all', 'admin']

const limitless = ({ scopes }: ApplicationFacts): readonly string[] =>
  (scopes ?? []).filter((scope) => LIMITLESS.includes(scope))

const administrator = ({ application, index }: RiskInput): Risk | null => {
  const agent = index.agentOf(application)
  if (agent?.administrator !== true) return null
  const who = agentName(application, index)
  const wide = limitless(application)
  const unlimited =
    wide.length === 0
      ? null
      : `its ${plural(wide.length, 'scope')} ${wide.join(' and ')} ${plural(wide.length, 'does', 'do')} not limit that: its key may do nearly everything in this tenant`
  const evidence = [
    agentEvidence(application, index),
    { what: 'Is a Halo Administrator', value: 'yes' },
    scopesEvidence(application),
  ]
  if (index.isInspector(application))
    return risk(
      'application.administrator',
      `This is the inspector, which these applications were read with: it logs in as ${who}, a Halo administrator, as reading configuration likely takes${unlimited === null ? '' : `, and ${unlimited}`}.`,
      evidence,
      inspectorFix(application, index),
      { severity: 'warning' },
    )
  const isUsable = application.inactive !== true && agent.disabled !== true
  return risk(
    'application.administrator',
    unlimited !== null
      ? `The application logs in as ${who}, a Halo administrator, and ${unlimited}.`
      : `The application logs in as ${who}, a Halo administrator, which is more than an integration needs.`,
    evidence,
    {
      text: `Let it log in as an agent that is no administrator, or take the right from ${who}.`,
      path: agentPath(application, index, 'Permissions'),
    },
    { severity: wide.length > 0 && isUsable ? 'error' : 'warning' },
  )
}

/** What it holds it needs, so that its key is what there is to look after. */
const inspectorFix = (application: ApplicationFacts, index: ApplicationIndex): Fix => ({
  text: 'Keep its secret in Crossview alone, and switch the application off between readings.',
  path: applicationPath(application, index),
})

/** A person's account: an agent that is not API-only. Where Halo does not say which, nothing is said here. */
const person = ({ application, index }: RiskInput): Risk | null => {
  if (index.agentOf(application)?.apiOnly !== false) return null
  const who = agentName(application, index)
  return risk(
    'application.person',
    `The application logs in as ${who}, a person’s account: it may do what that person may, and what it does is recorded as theirs.`,
    [agentEvidence(application, index), { what: 'API-only agent', value: 'no' }],
    {
      text: 'Make an API-only agent with just the rights that it needs, and let the application log in as that one.',
      path: applicationPath(application, index),
    },
  )
}

/** Inactive applications use no agent, and Halo's own are Halo's business: neither makes an agent a shared one. */
const sharedAgent = ({ application, index }: RiskInput): Risk | null => {
  if (application.inactive === true) return null
  const all = index.sharing(application)
  const others = all.filter(({ system, inactive: isOff }) => !system && isOff !== true)
  if (others.length === 0) return null
  const names = others.map((other) => isolated(index.nameOf(other)))
  return risk(
    'application.shared-agent',
    `The application logs in as ${agentName(application, index)}, and so ${others.length === 1 ? 'does' : 'do'} ${nameSome(names)}: each of them may do what any of them needs.`,
    [
      agentEvidence(application, index),
      ...all.map((other) => ({ what: 'logs in as the same agent', value: sharedName(other, index) })),
    ],
    {
      text: 'Give the application an API-only agent of its own.',
      path: applicationPath(application, index),
    },
  )
}

const agentDisabled = ({ application, index }: RiskInput): Risk | null => {
  if (index.agentOf(application)?.disabled !== true) return null
  return risk(
    'application.agent-disabled',
    `Its agent ${agentName(application, index)} is disabled, so the application likely works no more, or should not.`,
    [agentEvidence(application, index), { what: 'agent', value: 'disabled' }],
    {
      text: 'Remove the application if nobody needs it, or let it log in as an agent that is there for it.',
      path: applicationPath(application, index),
    },
  )
}

/**
 * Login type or agent unset: data calls are refused (observed of client credentials: halo-api.md section 2.2). Where
 * people sign in through it nobody need be named; of other methods it is not known (login.ts).
 */
const noLogin = ({ application, index }: RiskInput): Risk | null => {
  const { login, method } = application
  const isUnset =
    login.type === 'unset' ||
    (login.type === 'agent' && login.agentId === null && seenName(login.name) === null)
  if (!isUnset || isSignedInto(application)) return null
  return risk(
    'application.no-login',
    method === 'client-credentials'
      ? 'Nobody is named for the application to log in as, so Halo refuses its calls.'
      : 'Nobody is named for the application to log in as, so Halo likely refuses its calls.',
    [{ what: 'agent to log in as', value: 'none' }, methodEvidence(application)],
    {
      text: 'Remove the application if nobody needs it, or set its login type to Agent and choose the agent to log in as.',
      path: applicationPath(application, index),
    },
    method === 'client-credentials' ? {} : { severity: 'info' },
  )
}

// --- What it holds ------------------------------------------------------------------------------

const allScopes = ({ application, index, recipe }: RiskInput): Risk | null => {
  const wide = limitless(application)
  if (wide.length === 0) return null
  if (index.isInspector(application))
    return risk(
      'application.all-scopes',
      `This is the inspector, which these applications were read with: it holds the ${plural(wide.length, 'scope')} ${wide.join(' and ')} to read configuration, and may do whatever its agent may.`,
      [scopesEvidence(application)],
      inspectorFix(application, index),
    )
  const needed = recipe === null || recipe.scopes.length === 0 ? null : recipe.scopes
  return risk(
    'application.all-scopes',
    wide.includes('all')
      ? 'The application holds the scope all: it may do whatever its agent may.'
      : 'The application holds the scope admin, which opens the configuration of the tenant as far as its agent may.',
    [scopesEvidence(application)],
    {
      text:
        needed === null
          ? `Untick ${wide.join(' and ')} and tick only the scopes that it needs.`
          : `Untick ${wide.join(' and ')} and tick ${needed.join(', ')}, which is what its purpose needs.`,
      path: applicationPath(application, index, 'Permissions'),
    },
  )
}

const inactive = ({ application, index }: RiskInput): Risk | null => {
  if (application.inactive !== true) return null
  const { scopes } = application
  const held =
    scopes === null
      ? 'and which scopes it holds is not known'
      : `and still holds ${counted(scopes.length, 'scope')}`
  return risk(
    'application.inactive',
    `The application is switched off, ${held}: whoever switches it on again gives all of them back.`,
    [{ what: 'application', value: 'inactive' }, scopesEvidence(application)],
    { text: 'Remove the application if nobody needs it.', path: applicationPath(application, index) },
  )
}

const WEAK: Readonly<Partial<Record<ApplicationFacts['method'], string>>> = {
  password: 'The application gets its token with a user name and a password, which the program then knows.',
  implicit: 'The application gets its token by the implicit flow, which hands it over in a web address.',
  'api-key':
    'The application calls Halo with a static API key, which Halo offers for systems that can do nothing better.',
}

/** Halo's own advice on the API key: guide 1823 (halo-api.md section 2.1). */
const weakMethod = ({ application, index }: RiskInput): Risk | null => {
  const message = WEAK[application.method]
  if (message === undefined) return null
  return risk('application.weak-method', message, [methodEvidence(application)], {
    text: 'Let it use Client ID and Secret (Services), or Authorisation Code (Native Application) where people sign in.',
    path: applicationPath(application, index),
  })
}

const keys = ({ application, index, at }: RiskInput): Risk | null => {
  const expiry = keyExpiry(application, at)
  if (expiry === null) return null
  return risk(
    'application.key-expiry',
    expiry.message,
    expiry.evidence,
    {
      text:
        expiry.state === 'endless'
          ? 'Give the key an expiry, or let the application use Client ID and Secret (Services).'
          : 'Remove the key if nobody uses it, or make a new one and enter it where the application runs.',
      path: applicationPath(application, index),
    },
    expiry.state === 'endless' ? {} : { owasp: null },
  )
}

// --- What is not known --------------------------------------------------------------------------

const unread = ({ application, index }: RiskInput): Risk | null => {
  const reasons = unreadReasons(application, index)
  if (reasons.length === 0) return null
  return risk(
    'application.unread',
    `What the application may do is not known: ${reasons.join('; ')}.`,
    reasons.map((value) => ({ what: 'not known', value })),
    application.detail.state === 'not-read'
      ? { text: 'Read the applications again and let it finish.', path: null }
      : {
          text: 'Read the applications again with an inspector that may see this, likely one with the scope all that logs in as an administrator.',
          path: null,
        },
  )
}

/** Also where the purpose is a recipe that nobody knows here: then nothing is held against it. */
const noPurpose = ({ note, recipe }: RiskInput): Risk | null => {
  const purpose = seenName(note.purpose)
  const owner = seenName(note.owner)
  const isUnknown = purpose !== null && recipe === null
  if (purpose !== null && owner !== null && !isUnknown) return null
  const missing = [
    ...(purpose === null ? ['nobody said what the application is for'] : []),
    ...(isUnknown
      ? [`its purpose “${isolated(purpose)}” is no recipe that is known here, so nothing was checked`]
      : []),
    ...(owner === null ? ['no owner is named'] : []),
  ].join(', and ')
  return risk(
    'application.no-purpose',
    `${missing.charAt(0).toUpperCase()}${missing.slice(1)}.`,
    [
      { what: 'purpose', value: purpose ?? 'none' },
      { what: 'owner', value: owner ?? 'none' },
    ],
    {
      text: 'Choose a recipe as its purpose and name who owns it, in its row of the applications.',
      path: null,
    },
  )
}

// --- Words --------------------------------------------------------------------------------------

const agentName = (application: ApplicationFacts, index: ApplicationIndex): string =>
  isolated(index.agentNameOf(application) ?? 'an agent')

const agentEvidence = (application: ApplicationFacts, index: ApplicationIndex): Evidence => ({
  what: 'logs in as',
  value: `${agentName(application, index)} (agent ${application.login.agentId ?? 'unknown'})`,
})

const scopesEvidence = ({ scopes }: ApplicationFacts): Evidence => ({
  what: 'ticked scopes',
  value: scopesText(scopes),
})

const methodEvidence = ({ method, methodText }: ApplicationFacts): Evidence => ({
  what: 'method',
  value: method === 'unknown' ? (seenName(methodText) ?? 'not known') : METHOD_WORDS[method],
})

const applicationPath = (
  application: ApplicationFacts,
  index: ApplicationIndex,
  tab: 'Permissions' | null = null,
): string => pathToApplication(index.nameOf(application), tab)

const agentPath = (
  application: ApplicationFacts,
  index: ApplicationIndex,
  tab: 'Permissions' | null = null,
): string => pathToAgent(index.agentNameOf(application), tab)
