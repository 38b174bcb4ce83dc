/**
 * What of the tests runs in a Windows. What means nothing there says so itself, by a tag of
 * test/support/systems.ts.
 */

/**
 * `whole` is `npm run verify:windows`. `part` runs in `npm test` with everything else: what touches files,
 * folders, names, programs and the keychain, at about two minutes of a processor. Left out of it is what
 * knows no system (the comparison's reasoning, the window's markup), what waits for sockets and deadlines
 * (servers, proxies, certificates), and the rules about the source. `own` is what only a Windows runs.
 */
export const WINDOWS_TESTS = {
  own: { projects: ['keychain', 'windows'], files: [] },
  whole: { projects: ['core', 'renderer', 'main', 'keychain', 'windows'], files: [] },
  part: {
    projects: ['core', 'main', 'keychain', 'windows'],
    files: [
      'test/core/report',
      'test/shared/files',
      'test/main/adapters/files',
      'test/main/adapters/history',
      'test/main/adapters/profile-store',
      'test/main/adapters/system',
      'test/main/cli',
      'test/main/documents',
      'test/main/services/history',
      'test/main/services/reports',
      'test/keychain',
      'test/windows',
    ],
  },
}
