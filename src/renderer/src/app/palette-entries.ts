import { flushSync } from 'react-dom'
import { RESOURCES, resourceDefinition } from '../../../core/halo/resource'
import { COMMANDS, shortcutText } from '../../../shared/commands'
import type { DemoScenario, ProfileView } from '../../../shared/ipc/api'
import type { RecentView } from '../../../shared/ipc/desktop'
import { VIEWS } from '../features/analysis/view-tabs'
import { useComparison, listedResults } from '../features/comparison/comparison-store'
import type { PaletteEntry } from '../features/palette/entry'
import { appChoices, notReadable, notReady, shownHost } from '../features/profiles/profile-text'
import { useProfiles } from '../features/profiles/profiles-store'
import { SETTINGS_SECTIONS } from '../features/settings/sections'
import { formatMoment } from '../ui/format'
import { isMac } from '../ui/platform'
import { useApp } from './app-store'
import { FORM_FIRST, isOffered, runCommand, whyNot } from './commands'
import {
  compareProfile,
  exploreDemo,
  goToView,
  lastResultOfTenant,
  openRecent,
  showApplications,
  showHistory,
} from './go'

/** What the palette offers, made of what is there when it is opened. */

type Draft = Pick<PaletteEntry, 'id' | 'label' | 'run'> & Partial<PaletteEntry>

const entry = (group: string, draft: Draft): PaletteEntry => ({
  group,
  name: null,
  hint: null,
  keys: null,
  blocked: null,
  ...draft,
})

const commands = (): readonly PaletteEntry[] =>
  COMMANDS.filter(({ id }) => id !== 'palette' && isOffered(id)).map(({ id, menu, label, keys }) =>
    entry('Commands', {
      id: `command ${id}`,
      label: menu === 'Go' ? `Go to ${label}` : label,
      keys: keys === null ? null : shortcutText(keys, isMac),
      blocked: whyNot(id),
      run: () => {
        runCommand(id)
      },
    }),
  )

/** The views of the comparison that is open, and each of its resources. */
const views = (): readonly PaletteEntry[] => {
  const { run, summary, view: predicted, chooseResource } = useComparison.getState()
  const runId = run?.runId ?? null
  if (summary === null || runId === null || predicted !== null) return []
  const show = (view: Parameters<typeof goToView>[0]) => {
    // Its tabs are there once the screen is.
    flushSync(() => {
      useApp.getState().show({ screen: 'comparison' })
    })
    goToView(view, runId)
  }
  const found = new Set(summary.resources.map(({ resource }) => resource))
  return [
    ...VIEWS.map(([view, label]) =>
      entry('This comparison', {
        id: `view ${view}`,
        label,
        run: () => {
          show(view)
        },
      }),
    ),
    ...RESOURCES.filter((resource) => found.has(resource)).map((resource) =>
      entry('This comparison', {
        id: `resource ${resource}`,
        label: 'Records of',
        name: resourceDefinition(resource).label,
        run: () => {
          chooseResource(resource)
          show('records')
        },
      }),
    ),
  ]
}

const results = (): readonly PaletteEntry[] =>
  listedResults(useComparison.getState()).map(({ key, run, outcome }) =>
    entry('Open results', {
      id: `result ${key}`,
      label: 'Show',
      name: run.title,
      hint: outcome === null ? null : formatMoment(outcome.finishedAt),
      run: () => {
        useComparison.getState().choose(key)
        useApp.getState().show({ screen: 'comparison' })
      },
    }),
  )

const tenantEntry = ({ profile }: ProfileView, draft: Omit<Draft, 'id' | 'name' | 'hint'>): PaletteEntry =>
  entry('Tenants', {
    ...draft,
    id: `${draft.label} ${profile.id}`,
    name: profile.name,
    hint: [shownHost(profile), ...profile.tags].join(', '),
  })

/** One for each app connection of each. */
const comparing = (views: readonly ProfileView[]): readonly PaletteEntry[] =>
  views.flatMap((view) => {
    const apps = appChoices(view.profile)
    return apps.map((app) => {
      const draft = tenantEntry(view, {
        label: 'Compare',
        blocked: notReady(view, app.id),
        run: () => {
          compareProfile(view, app)
        },
      })
      return apps.length === 1
        ? draft
        : { ...draft, id: `${draft.id} ${app.id ?? ''}`, hint: `${app.name}, ${draft.hint ?? ''}` }
    })
  })

/** What else is done with a tenant: the same of all of them together, so that each is found by what it does. */
const withTenants = (views: readonly ProfileView[], readOnly: boolean): readonly PaletteEntry[] => [
  ...views.flatMap((view) => {
    const run = lastResultOfTenant(view)
    return run === null ? [] : [tenantEntry(view, { label: 'Last result of', run })]
  }),
  ...views.map((view) =>
    tenantEntry(view, {
      label: 'Applications of',
      blocked: notReadable(view),
      run: () => {
        showApplications({ kind: 'profile', profileId: view.profile.id }, view.profile.name)
      },
    }),
  ),
  ...views.map((view) =>
    tenantEntry(view, {
      label: 'History of',
      run: () => {
        showHistory(view.profile.id)
      },
    }),
  ),
  ...views.map((view) =>
    tenantEntry(view, {
      label: 'Test connection:',
      run: () => {
        useApp.getState().open({ kind: 'check', profileId: view.profile.id })
      },
    }),
  ),
  ...views.map((view) =>
    tenantEntry(view, {
      label: 'Edit',
      blocked: readOnly ? 'A newer Crossview wrote the tenants: they are shown, not changed.' : null,
      run: () => {
        useApp.getState().show({ screen: 'tenant-form', id: view.profile.id })
      },
    }),
  ),
]

const demo = (scenarios: readonly DemoScenario[]): readonly PaletteEntry[] =>
  scenarios.map((scenario) =>
    entry('Demo tenant', {
      id: `demo ${scenario.name}`,
      label: 'Compare the demo tenant:',
      name: scenario.title,
      run: () => {
        exploreDemo(scenario)
      },
    }),
  )

/** Snapshots that were opened or saved last. */
const recent = (files: readonly RecentView[]): readonly PaletteEntry[] =>
  files.map(({ id, name, file, openedAt }) =>
    entry('Recent snapshots', {
      id: `recent ${id}`,
      label: 'Open snapshot of',
      name,
      hint: `${file}, ${formatMoment(openedAt)}`,
      run: () => void openRecent(id),
    }),
  )

const settings = (): readonly PaletteEntry[] =>
  SETTINGS_SECTIONS.map(({ id, label }) =>
    entry('Settings', {
      id: `settings ${id}`,
      label: `Settings: ${label}`,
      run: () => {
        useApp.getState().openSettings(id)
      },
    }),
  )

/**
 * @param of `tenants`: only those, to compare
 * @param files that were opened last
 */
export const paletteEntries = (
  of: 'everything' | 'tenants',
  files: readonly RecentView[],
): readonly PaletteEntry[] => {
  const { view, scenarios } = useApp.getState()
  const { list } = useProfiles.getState()
  const tenants = list?.profiles ?? []
  const leaving = [
    ...(of === 'tenants'
      ? [...comparing(tenants), ...demo(scenarios)]
      : [
          ...views(),
          ...results(),
          ...comparing(tenants),
          ...withTenants(tenants, list?.readOnly ?? false),
          ...recent(files),
          ...demo(scenarios),
        ]),
  ].map((each) => (view.screen === 'tenant-form' ? { ...each, blocked: FORM_FIRST } : each))
  return of === 'tenants' ? leaving : [...commands(), ...leaving, ...settings()]
}
