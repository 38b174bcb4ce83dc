import { appError, type AppError } from './app-error'

/**
 * Looks at a client id or a client secret before it is sent. Of their shape is known, from client code, that an id is a GUID and a secret two
 * GUIDs joined by a hyphen (halo-api.md section 2.3); so a shape alone refuses nothing.
 *
 * SECURITY: nothing of the value is ever part of what is said, nor are words that stand in labels and stand-ins.
 */

export type CredentialKind = 'id' | 'secret'

interface CredentialLook {
  /** It is wrong beyond doubt, and need not be sent. Else it may be right. */
  readonly isSure: boolean
  /** What is the matter and what to do, in whole sentences. */
  readonly text: string
}

const AGAIN = 'Copy it from Halo again, alone.'

const sure = (text: string, advice = AGAIN): CredentialLook => ({ isSure: true, text: `${text} ${advice}` })
const perhaps = (text: string, advice = 'If it is refused, copy it from Halo again.'): CredentialLook => ({
  isSure: false,
  text: `${text} ${advice}`,
})

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const GUID_LENGTH = 36

const isGuid = (text: string): boolean => text.length === GUID_LENGTH && GUID.test(text)

const isTwoGuids = (text: string): boolean =>
  text.length === 2 * GUID_LENGTH + 1 &&
  isGuid(text.slice(0, GUID_LENGTH)) &&
  text.charAt(GUID_LENGTH) === '-' &&
  isGuid(text.slice(GUID_LENGTH + 1))

/** A rule of both kinds: what it looks for, and what is said where it is found. */
type Rule = readonly [isFound: (text: string) => boolean, look: CredentialLook]

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text)

/** Both ends are quotation marks, of whatever kind. */
const QUOTED = /^["'`´‘’‚‛“”„‟«»‹›].*["'`´‘’‚‛“”„‟«»‹›]$/su

/** The first that is found is said: from what explains most to what explains least. */
const RULES: readonly Rule[] = [
  [matches(/[\p{Cc}\p{Zl}\p{Zp}]/u), sure('It holds a tab, a line end or another control character.')],
  [
    matches(/[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?! )\p{Zs}/u),
    sure(
      'It holds a character that cannot be seen, as copying from a page or a chat leaves there.',
      'Copy it from Halo again, or type that place anew.',
    ),
  ],
  [
    matches(/^[[{]\s*["'{[]|"\s*:/),
    sure('It is a piece of JSON, not the value alone.', 'Take what stands between the quotes.'),
  ],
  [matches(/^https?:\/\//i), sure('It is a web address.')],
  [
    matches(/^\$|^%\w+%$|\$\{|\{\{|\$\(/),
    sure('It is the name of a variable that nothing has filled in.', 'Put its value there.'),
  ],
  [matches(/^<[^<>]*>$|^\[[^[\]]*\]$/), standIn()],
  [isStandIn, standIn()],
  [
    matches(/^[{(][^{}()]*[)}]$/),
    sure('Brackets stand around it, as some programs write a GUID.', 'Leave them out.'),
  ],
  [matches(QUOTED), sure('Quotation marks stand around it.', 'Leave them out.')],
  [
    matches(
      /^(?:bearer|basic|authorization|(?:\w+[ _-]?)?(?:client|app|application)[ _-]?(?:id|secret|key)|(?:api|secret)[ _-]?key|id|secret|key|password|token)\s*[:=]|^(?:bearer|basic)\s/i,
    ),
    sure('A label stands in front of it.', 'Leave that out.'),
  ],
  [
    matches(/^[*•●∙·◦▪■⬤xX#?_.-]{4,}$|[*•●∙◦▪■⬤]{3,}/),
    sure(
      'It is masked: dots or asterisks stand where its characters are hidden.',
      'Show it first, then copy it.',
    ),
  ],
  [
    matches(/…|\.{3}/),
    sure('It is shortened: dots stand where the rest of it is left out.', 'Copy all of it.'),
  ],
  [
    matches(/[‐‑‒–—―−﹘﹣－˗]/),
    sure(
      'It holds a dash that a text program has put in the place of a hyphen.',
      'Copy it from Halo itself.',
    ),
  ],
  [
    matches(/[‘’‚‛“”„‟«»‹›]/),
    sure('It holds a quotation mark that a text program has put there.', 'Copy it from Halo itself.'),
  ],
  [
    matches(/[\uFF01-\uFF5E]/),
    sure('It holds full-width characters.', 'Copy it from Halo again, or turn the input method off.'),
  ],
  [
    (text) =>
      /[,;|]/.test(text) &&
      text.split(/[,;|]/).some((part) => isGuid(part.trim()) || isTwoGuids(part.trim())),
    sure('It is a line with several values.', 'Take the one that belongs here.'),
  ],
  [matches(/^["'`]|["'`]$/), perhaps('A quotation mark stands at one end of it.')],
  [
    matches(/%[\da-f]{2}/i),
    perhaps('It may be encoded for an address: a percent sign and two digits stand in it.'),
  ],
  [matches(/[^ -~]/), perhaps('It holds a letter or a sign that no known value of Halo has.')],
  [matches(/ /), perhaps('A space stands in it.')],
]

/** Words that instructions put where a value belongs. One of the first has to be among them: an application may be called `app-client`. */
const STAND_IN_MARKS =
  /^(?:your|enter|insert|change|changeme|replace|paste|put|here|example|sample|placeholder|dummy|todo|tbd|undefined)$/i
const STAND_IN_WORDS =
  /^(?:my|the|a|with|add|client|app|application|api|halo|halopsa|id|secret|key|value|this|me|it|guid|uuid)$/i
const FIELD_NAME = /^(?:client|app|application|api)[ _-]?(?:id|secret|key)$/i

function standIn(): CredentialLook {
  return sure('It still is what some instructions had in its place.')
}

/** `YOUR_SECRET_HERE`, `changeme`, `xxxxxxxx-xxxx-…`, or a GUID of nothing but zeros. */
function isStandIn(text: string): boolean {
  if (text.length > 100) return false
  if (/^[x0-]+$/i.test(text) && (isGuid(text) || isGuid(text.replaceAll(/x/gi, '0')))) return true
  const words = text.split(/[\s_-]+/).filter((word) => word !== '')
  return (
    FIELD_NAME.test(text) ||
    (words.some((word) => STAND_IN_MARKS.test(word)) &&
      words.every((word) => STAND_IN_MARKS.test(word) || STAND_IN_WORDS.test(word)))
  )
}

/** What is the matter with a value, without what `trim` takes from its ends; null: nothing is known against it. */
export const credentialLook = (kind: CredentialKind, value: string): CredentialLook | null => {
  const text = value.trim()
  if (text === '') return null
  const found = RULES.find(([isFound]) => isFound(text))
  return found === undefined ? shapeLook(kind, text) : found[1]
}

const shapeLook = (kind: CredentialKind, text: string): CredentialLook | null => {
  if (kind === 'id') {
    if (isTwoGuids(text))
      return perhaps('It has the form of the other value, which is twice as long. They may be swapped.')
    if (text.length < 8) return perhaps('It is very short.')
    const isPart = text.length < GUID_LENGTH && /^[\da-f-]+$/i.test(text) && text.includes('-')
    return isPart ? perhaps('Its end or its beginning may be missing: it is shorter than a GUID.') : null
  }
  if (isGuid(text))
    return perhaps(
      'It has the form of an id, half as long as known ones are. It may be half of it, or swapped.',
    )
  if (text.length < 16) return perhaps('It is very short.')
  const isPart = text.length < 2 * GUID_LENGTH + 1 && /^[\da-f]+-[\da-f-]+$/i.test(text)
  return isPart ? perhaps('Its end or its beginning may be missing: it is shorter than two GUIDs.') : null
}

/** What is the matter with an id and a secret of one connection together; null: nothing. */
const pairLook = (id: string, secret: string): CredentialLook | null => {
  const [one, other] = [id.trim(), secret.trim()]
  if (one !== '' && one === other) return sure('Both fields hold the same.', 'Copy each from Halo again.')
  return isTwoGuids(one) && isGuid(other)
    ? perhaps('The two look swapped.', 'Put each into the field of the other.')
    : null
}

/**
 * What is to be said of a connection's values where they may be right, or after they were refused: a sentence each.
 * @param secret null where there is none, as for a sign-in
 */
export const credentialHints = (
  id: string,
  secret: string | null,
  which: 'all' | 'unsure' = 'all',
): readonly string[] => {
  const wanted = (look: CredentialLook | null): look is CredentialLook =>
    look !== null && (which === 'all' || !look.isSure)
  const pair = secret === null ? null : pairLook(id, secret)
  if (wanted(pair)) return [`Look at the client id and the secret. ${pair.text}`]
  const [ofId, ofSecret] = [
    credentialLook('id', id),
    secret === null ? null : credentialLook('secret', secret),
  ]
  return [
    ...(wanted(ofId) ? [`Look at the client id. ${ofId.text}`] : []),
    ...(wanted(ofSecret) ? [`Look at the secret. ${ofSecret.text}`] : []),
  ]
}

/** The same at the field of a secret: what is to be said of it, its id known. */
export const secretHints = (id: string, secret: string): readonly string[] =>
  [pairLook(id, secret), credentialLook('secret', secret)].flatMap((look) =>
    look === null ? [] : [look.text],
  )

/** Why a value is refused before it is stored or sent; null where it may be right. @param field where it was entered */
export const credentialFault = (kind: CredentialKind, value: string, field: string): AppError | null => {
  const look = credentialLook(kind, value)
  return look?.isSure === true ? lookError(CREDENTIAL_NAMES[kind], look, field) : null
}

/** The same of both values of a connection together. */
export const pairFault = (id: string, secret: string, field: string): AppError | null => {
  const look = pairLook(id, secret)
  return look?.isSure === true ? lookError('secret', look, field) : null
}

const CREDENTIAL_NAMES: Readonly<Record<CredentialKind, string>> = { id: 'client id', secret: 'secret' }

const lookError = (name: string, { text }: CredentialLook, field: string): AppError =>
  appError('INVALID_ARGUMENT', `This cannot be the ${name}. ${text}`, { field })
