/** What must not reach the operating system, and what must not be read beside the window's own files. */

const SCHEMES = [
  ...['file', 'javascript', 'data', 'vbscript', 'ftp', 'smb', 'ssh', 'mailto', 'tel', 'ms-msdt'],
  ...['ms-officecmd', 'search-ms', 'ms-settings', 'shell', 'view-source', 'chrome', 'about', 'blob'],
  ...['ws', 'crossview', 'intent'],
]

/** Addresses that no system's browser may be asked to open (security-measurements.md B7). */
export const NEVER_OPENED: readonly string[] = [
  ...SCHEMES.flatMap((scheme) =>
    [scheme, scheme.toUpperCase(), ` ${scheme}`, `\t${scheme}`].flatMap((spelled) => [
      `${spelled}:alert(1)`,
      `${spelled}://contoso.halopsa.com/`,
      `${spelled}:///etc/passwd`,
      `${spelled}://127.0.0.1/`,
    ]),
  ),
  'http://contoso.halopsa.com',
  'https://me:secret@contoso.halopsa.com',
  'https://me@contoso.halopsa.com',
  'https://:secret@contoso.halopsa.com',
  'http://me@127.0.0.1',
  '//contoso.halopsa.com',
  '\\\\server\\share',
  '',
  'https://',
]

const CLIMBS = [
  '..',
  '%2e%2e',
  '..%2f',
  '%2e%2e%2f',
  '.%2e',
  '..%5c',
  '..\\',
  '....//',
  '%c0%ae%c0%ae',
  '..;',
]

/**
 * Paths that are no file of the window (security-measurements.md B10).
 * @param file one that lies beside the window's folder
 */
export const hostilePaths = (file: string): readonly string[] => [
  ...CLIMBS.flatMap((climb) => [
    `/${climb}/${file}`,
    `/assets/${climb}/${climb}/${file}`,
    `/${climb}${file}`,
    `/assets/${climb}/../${file}`,
  ]),
  `//${file}`,
  '/assets',
  '/none.js',
  `/${file}%00.html`,
  '/%',
  `/C:/${file}`,
  `/file:///${file}`,
]
