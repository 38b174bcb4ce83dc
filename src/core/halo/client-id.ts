/**
 * Whether two client ids name one application. A client id is a GUID (halo-api.md section 2.3), and .NET
 * reads a GUID in any case, with or without hyphens, in braces or in parentheses (learn.microsoft.com,
 * Guid.Parse); an id of another form is taken without what a clipboard adds.
 */
export const sameClient = (one: string, other: string): boolean => clientKey(one) === clientKey(other)

/** The same text for each way to write one client id. */
export const clientKey = (clientId: string): string => {
  const bare = clientId
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Dash}/gu, '-')
    .replace(/[\s\p{Cf}\p{Cc}{}()"'“”‘’«»]/gu, '')
  const digits = bare.replaceAll('-', '')
  return /^[0-9a-f]{32}$/.test(digits) ? digits : bare
}
