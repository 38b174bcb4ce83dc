/**
 * Paths that would lead a request away from its tenant if they were taken as addresses (security-measurements.md
 * B14). `host` is another server's host and port.
 */
export const LEADING_AWAY: readonly ((host: string) => string)[] = [
  (host) => `http://${host}/away`,
  (host) => `HTTP://${host}/away`,
  (host) => `https://${host}/away`,
  (host) => `http:/${host}/away`,
  (host) => `http:${host}/away`,
  (host) => `//${host}/away`,
  (host) => `///${host}/away`,
  (host) => `////${host}/away`,
  (host) => `/\\${host}/away`,
  (host) => `\\\\${host}\\away`,
  (host) => `\\/${host}/away`,
  (host) => `/\t/${host}/away`,
  (host) => `/\n/${host}/away`,
  (host) => ` //${host}/away`,
  (host) => `\thttp://${host}/away`,
  (host) => `ht\ntp://${host}/away`,
  (host) => `@${host}/away`,
  (host) => `:x@${host}/away`,
  (host) => `.${host}/away`,
  (host) => `?@${host}/away`,
  (host) => `#@${host}/away`,
  (host) => `/..//${host}/away`,
  (host) => `/.//${host}/away`,
  (host) => `/%2f${host}/away`,
  (host) => `;http://${host}/away`,
  () => 'file:///etc/passwd',
  () => 'javascript:alert(1)',
  () => 'data:application/json,{}',
  (host) => `unix:/tmp/${host}`,
]

/** Ids as a hostile answer could hold them, put into the path of the next request. */
export const HOSTILE_IDS: readonly ((host: string) => string)[] = [
  ...LEADING_AWAY,
  () => '..',
  () => '.',
  () => '../../auth/token',
  () => '1?includedetails=false',
  () => '1#x',
  () => '1/delete',
  () => '%2e%2e',
  () => '1\r\nX-Evil: 1',
  () => '\0',
  () => '\ud800',
  () => 'ａ．／',
]
