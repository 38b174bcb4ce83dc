/** The import rules of ARCHITECTURE.md. Every import is checked, types included. */
const error = (name, from, to) => ({ name, severity: 'error', from, to })
const pkg = (names) => `^node_modules/(${names})/`
const electron = ['^electron$', pkg('electron')]

export default {
  forbidden: [
    error('no-cycles', {}, { circular: true }),
    // Rooms depend one way as well, wherever a folder is divided into rooms.
    {
      ...error(
        'no-cycles-between-rooms',
        { path: '^src/(core|main/(services|adapters|cli)|renderer/src/features/[^/]+)/[^/]+' },
        { circular: true },
      ),
      scope: 'folder',
    },
    error('core-is-pure', { path: '^src/core/' }, { pathNot: '^src/core/' }),
    // ipaddr.js: whose an address is, is asked where it is typed and where something is sent to it.
    // jsonc-parser: every reader of a file says on which line it is broken.
    error(
      'shared-knows-core-and-three-packages',
      { path: '^src/shared/' },
      { pathNot: ['^src/(shared|core)/', pkg('zod|ipaddr\\.js|jsonc-parser')] },
    ),
    error(
      'preload-is-a-bridge',
      { path: '^src/preload/' },
      { pathNot: ['^src/(preload|shared)/', ...electron] },
    ),
    error(
      'preload-runs-channel-names-only',
      { path: '^src/preload/' },
      { path: '^src/shared/', pathNot: '^src/shared/ipc/channels', dependencyTypesNot: ['type-only'] },
    ),
    error('renderer-stays-in-the-window', { path: '^src/renderer/' }, { path: '^src/(main|preload|demo)/' }),
    error('renderer-has-no-node', { path: '^src/renderer/' }, { dependencyTypes: ['core'] }),
    error(
      'renderer-has-no-main-packages',
      { path: '^src/renderer/' },
      { path: pkg('electron|axios|keytar|electron-log') },
    ),
    error(
      'features-are-islands',
      { path: '^src/renderer/src/features/([^/]+)/' },
      { path: '^src/renderer/src/features/([^/]+)/', pathNot: '^src/renderer/src/features/$1/' },
    ),
    error('main-never-reaches-the-window', { path: '^src/main/' }, { path: '^src/(renderer|preload)/' }),
    error(
      'services-see-ports-only',
      { path: '^src/main/services/' },
      { path: '^src/main/(adapters|ipc|cli)/' },
    ),
    error(
      'engine-runs-without-electron',
      {
        path: '^src/main/',
        pathNot:
          '^src/main/(entry|index|window|security/|ipc/register|adapters/(pdf/pdf-window|system/electron-dialogs|system-proxy/electron-proxies))',
      },
      { path: electron },
    ),
    error(
      'plain-node-never-reaches-electron',
      { path: '^src/main/(cli|browser-window)/' },
      { path: electron, reachable: true },
    ),
    error(
      'keychain-has-one-owner',
      { path: '^src/', pathNot: '^src/main/adapters/keychain/' },
      { path: pkg('keytar') },
    ),
    error(
      'http-has-one-owner',
      { path: '^src/', pathNot: '^src/main/adapters/http/' },
      { path: pkg('axios') },
    ),
    // What asks for new versions cannot take a tenant's secret along, nor its client, which would send one.
    error(
      'updates-never-reach-a-tenant',
      { path: '^src/main/(services/updates|adapters/releases)/' },
      {
        path: '^src/main/(adapters/(halo|keychain|profile-store)|services/(profiles|runs))/',
        reachable: true,
      },
    ),
    error(
      'requests-have-two-owners',
      { path: '^src/', pathNot: '^src/main/adapters/(http|halo|releases|system-proxy)/' },
      // The composition roots make the routes, and hand them on.
      { path: '^src/main/adapters/http/', pathNot: '^src/main/adapters/http/routes\\.ts$' },
    ),
    error(
      'demo-stands-alone',
      { path: '^src/demo/' },
      { path: '^(src|node_modules)/', pathNot: '^src/(demo|core)/' },
    ),
    // The demo is what the product is tested against: it shares the names of things, and no fact.
    error(
      'demo-shares-the-names-of-resources-only',
      { path: '^src/demo/' },
      { path: '^src/core/', pathNot: '^src/core/halo/resource\\.ts$' },
    ),
    error(
      'demo-shares-types-only',
      { path: '^src/demo/' },
      { path: '^src/core/', dependencyTypesNot: ['type-only'] },
    ),
    error('ipc-sees-services-only', { path: '^src/main/ipc/' }, { path: '^src/main/(adapters|cli)/' }),
    error(
      'demo-is-started-at-the-top',
      { path: '^src/main/', pathNot: '^src/main/(window-services|window-handlers|demo-plan|cli/)' },
      { path: '^src/demo/' },
    ),
    error('product-never-imports-tests', { path: '^src/' }, { path: '^(test|bench|scripts)/' }),
    error('nothing-is-left-over', { orphan: true, pathNot: '\\.(d\\.ts|css|html)$' }, {}),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
