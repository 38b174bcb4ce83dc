import type { CrossviewApi } from './api'
import type { Channel, ChannelKinds, EventChannel } from './contract'

/** Each member of `CrossviewApi` by its name, with what it is. Values only: the preload runs this. */
export const CHANNELS = {
  app: { info: 'request', recheckKeychain: 'request', demoScenarios: 'request' },
  computer: { look: 'request', save: 'request' },
  profiles: {
    list: 'request',
    save: 'request',
    duplicate: 'request',
    beginRemoval: 'request',
    undoRemoval: 'request',
    finishRemoval: 'request',
    tag: 'request',
    removeAll: 'request',
    reorder: 'request',
    setSecret: 'request',
    deleteSecret: 'request',
    chooseImport: 'request',
    confirmImport: 'request',
    readCertificates: 'request',
    confirmAuthHost: 'request',
    exportAll: 'request',
    saveTemplate: 'request',
  },
  comparison: {
    check: 'request',
    probeScopes: 'request',
    cancelProbe: 'request',
    cancelChecks: 'request',
    start: 'request',
    cancel: 'request',
    summary: 'request',
    setPurpose: 'request',
    rows: 'request',
    search: 'request',
    openSnapshot: 'request',
    close: 'request',
    openInHalo: 'request',
    reattach: 'request',
    setOnScreen: 'request',
    onProgress: 'event',
  },
  analysis: {
    summary: 'request',
    causeRows: 'request',
    permissions: 'request',
    choices: 'request',
    whatIf: 'request',
    whatIfCopy: 'request',
    records: 'request',
    fixes: 'request',
    record: 'request',
    recipes: 'request',
    calls: 'request',
  },
  inventory: {
    start: 'request',
    cancel: 'request',
    resume: 'request',
    summary: 'request',
    known: 'request',
    openView: 'request',
    setNote: 'request',
    decide: 'request',
    setReviewer: 'request',
    closeReview: 'request',
    blastRadius: 'request',
    saveBlastRadius: 'request',
    export: 'request',
    onProgress: 'event',
  },
  fleet: {
    start: 'request',
    pause: 'request',
    resume: 'request',
    cancel: 'request',
    again: 'request',
    current: 'request',
    setBaseline: 'request',
    openResult: 'request',
    export: 'request',
    onProgress: 'event',
  },
  reports: {
    export: 'request',
    cancel: 'request',
    options: 'request',
    branding: 'request',
    setBranding: 'request',
    chooseLogo: 'request',
    removeLogo: 'request',
  },
  history: {
    ofTenant: 'request',
    latest: 'request',
    open: 'request',
    drift: 'request',
    exportDrift: 'request',
    setBaseline: 'request',
    remove: 'request',
    settings: 'request',
    setSettings: 'request',
  },
  network: { state: 'request', signIn: 'request', forget: 'request' },
  preferences: { get: 'request', change: 'request', setPanel: 'request', setGrid: 'request' },
  desktop: {
    setCommands: 'request',
    setTyped: 'request',
    recent: 'request',
    openRecent: 'request',
    clearRecent: 'request',
    openText: 'request',
    showInFolder: 'request',
    openLogFolder: 'request',
    onMessage: 'event',
  },
  updates: {
    state: 'request',
    checkAtStart: 'request',
    check: 'request',
    setOn: 'request',
    skip: 'request',
    openPage: 'request',
  },
} as const satisfies ChannelKinds

/** Carries the reports of runs from main to the window. */
export const PROGRESS_CHANNEL = 'comparison:onProgress' satisfies EventChannel
/** Carries the reports of inventories. */
export const INVENTORY_PROGRESS_CHANNEL = 'inventory:onProgress' satisfies EventChannel
/** Carries the reports of a run over many tenants. */
export const FLEET_PROGRESS_CHANNEL = 'fleet:onProgress' satisfies EventChannel

/** Carries what reaches the window from its menu and from outside. */
export const DESKTOP_CHANNEL = 'desktop:onMessage' satisfies EventChannel

/** Every request channel, for registration and for the test that pins the list. */
export const ALL_CHANNELS: readonly Channel[] = Object.entries(CHANNELS).flatMap(
  ([group, members]) =>
    Object.entries(members)
      .filter(([, kind]) => kind === 'request')
      .map(([name]) => `${group}:${name}` as Channel), // as the name of each member is made
)

/** How a host carries what the window asks, and what main reports. */
export interface Transport {
  readonly ask: (channel: string, input: unknown) => Promise<unknown>
  /** Returns the function that stops listening. The listener is given the message and nothing else. */
  readonly listen: (channel: string, listener: (message: unknown) => void) => () => void
}

/** `CrossviewApi` over a transport: one function per member. SECURITY: no argument picks a channel. */
export const createBridge = (kinds: ChannelKinds, { ask, listen }: Transport): CrossviewApi => {
  const memberOf = (channel: string, kind: 'request' | 'event') =>
    kind === 'request'
      ? (input: unknown) => ask(channel, input)
      : (listener: (message: unknown) => void) => listen(channel, listener)
  const groups = Object.entries(kinds).map(([group, members]) => [
    group,
    Object.fromEntries(
      Object.entries(members).map(([name, kind]) => [name, memberOf(`${group}:${name}`, kind)]),
    ),
  ])
  return Object.fromEntries(groups) as CrossviewApi // `kinds` has each member of it, and nothing else
}
