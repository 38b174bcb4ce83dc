/** Names of the request channels, one per method of `CrossviewApi`. Values only: the preload runs this. */
export const CHANNELS = {
  app: ['info', 'recheckKeychain', 'demoScenarios'],
  profiles: [
    'list',
    'save',
    'duplicate',
    'remove',
    'removeAll',
    'reorder',
    'setSecret',
    'deleteSecret',
    'chooseImport',
    'confirmImport',
    'readCertificates',
    'confirmAuthHost',
    'exportAll',
  ],
  comparison: [
    'check',
    'probeScopes',
    'cancelProbe',
    'start',
    'cancel',
    'summary',
    'rows',
    'openSnapshot',
    'reattach',
    'setOnScreen',
  ],
  analysis: ['permissions', 'choices', 'whatIf', 'fixes', 'recipes'],
  reports: ['export'],
} as const

type Group = keyof typeof CHANNELS

/** `profiles:save` and so on: the closed set of requests. */
export type Channel = { [G in Group]: `${G}:${(typeof CHANNELS)[G][number]}` }[Group]

/** Carries `RunProgress` from main to the window. */
export const PROGRESS_CHANNEL = 'comparison:progress'

/** Every request channel, for registration and for the test that pins the list. */
export const ALL_CHANNELS: readonly Channel[] = (Object.keys(CHANNELS) as Group[]).flatMap((group) =>
  CHANNELS[group].map((method) => `${group}:${method}` as Channel),
)
