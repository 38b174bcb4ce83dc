/**
 * Whether two client ids name one application. A client id is a GUID (halo-api.md section 2.3), and .NET
 * reads a GUID in any case, with or without hyphens, in braces or in parentheses (learn.microsoft.com,
 * Guid.Parse); an id of another form is taken without what a clipboard adds.
 */
export const sameClient = (one: string, other: string): boolean => clientKey(one) === clientKey(other)

const clientKey = (clientId: string): string => {
  const bare = clientId
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Dash}/gu, '-')
    .replace(/[\s\p{Cf}\p{Cc}{}()"'“”‘’«»]/gu, '')
  const digits = bare.replaceAll('-', '')
  return /^[0-9a-f]{32}$/.test(digits) ? digits : bare
}

interface Sides {
  readonly app?: { readonly clientId: string } | null | undefined
  readonly agent?: { readonly clientId: string } | null | undefined
}

/** Both sides log in through one application: then there is nothing to compare. */
export const hasSameClient = ({ app, agent }: Sides): boolean =>
  agent != null && app != null && app.clientId !== '' && sameClient(app.clientId, agent.clientId)

/** The field that has to change. */
export const SAME_CLIENT_FIELD = 'agent.clientId'

export const SAME_CLIENT =
  'The agent side has the client id of the application, so both sides would be the same application and see the same'

export const SAME_CLIENT_ADVICE =
  'Give the agent side an application of its own, such as a reference application that logs in as the wanted agent with scope all, or a sign-in through another application.'
