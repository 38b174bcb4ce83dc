import { accessFactsOf } from '../access/access'
import type { Comparison, TenantFacts } from '../comparison/comparison'
import { isolated, nameKey, seenName } from '../comparison/name-text'
import type { Inventory, InventoryEntry } from '../inventory/inventory'
import { checkRecipe, needsOf, type RecipeCheck, type RecipeNeed } from '../policy/recipe-check'
import { agentSettings, levelSettings, MEMBERSHIP, settingOfCode } from './agent-settings'
import type { FleetSetting } from './fleet'
import { scopeSettings } from './scope-settings'

/** What was found out about one tenant. */
export interface Found {
  /** null: not asked for, or there is none. */
  readonly comparison: Comparison | null
  readonly inventory: Inventory | null
}

/** Whose a setting is where nobody said what the app side is there for. */
export const APP = 'app'

/**
 * The settings of a tenant that can be held against those of others, each once: what was observed of the app side, then
 * what the inspector read of every other application. An application is known again by its purpose, or without one by
 * its name; of two that share one in the same tenant nothing can be told apart, so neither is held against anything.
 */
export const settingsOf = ({ comparison, inventory }: Found): readonly FleetSetting[] => {
  const tenant = comparison?.tenant ?? inventory?.facts.tenant ?? null
  const all = [
    ...(tenant === null ? [] : [versionSetting(tenant)]),
    ...(comparison === null ? [] : appSettings(comparison)),
    ...(inventory === null ? [] : inventorySettings(inventory, comparison)),
  ]
  const once = new Map<string, FleetSetting>()
  for (const setting of all) {
    const key = settingKey(setting)
    if (!once.has(key)) once.set(key, setting)
  }
  return [...once.values()]
}

/** The same text for one setting in every tenant. */
export const settingKey = ({ what, of, name }: Pick<FleetSetting, 'what' | 'of' | 'name'>): string =>
  JSON.stringify([what, nameKey(of), name])

const versionSetting = ({ name, version }: TenantFacts): FleetSetting => ({
  what: 'version',
  of: 'tenant',
  name: 'version',
  value: version,
  evidence: `${isolated(name)} ${version === null ? 'does not say its version' : `runs Halo ${version}`}.`,
})

// --- The app side of a comparison ---------------------------------------------------------------

const appSettings = (comparison: Comparison): readonly FleetSetting[] => {
  const { purpose, configuration } = comparison
  const of = purpose?.name ?? APP
  const { scopes, permissions } = accessFactsOf(comparison)
  const called = seenName(configuration.application?.name)
  const who = called === null ? 'The app' : isolated(called)
  return [
    ...(purpose === null ? [] : [recipeSetting(of, checkRecipe(purpose, comparison), who)]),
    ...scopeSettings(of, scopes, who),
    ...activeSetting(of, configuration.application?.inactive ?? null, who),
    ...agentSettings(of, permissions),
    ...levelSettings(of, permissions),
  ]
}

const recipeSetting = (of: string, { recipe, result, items }: RecipeCheck, who: string): FleetSetting => {
  const missing = items.filter(({ state }) => state === 'missing').map(({ what }) => what)
  const open = items.filter(({ state }) => state === 'unknown').map(({ what }) => what)
  const told = {
    meets: `${who} has all that it needs.`,
    missing: `${who} lacks ${missing.join(', ')}.`,
    unknown: `Of ${who} it is not known: ${open.join(', ')}.`,
  }
  return {
    what: 'recipe',
    of,
    name: recipe.name,
    value: result === 'unknown' ? null : result,
    evidence: told[result],
    tells: needsOf(recipe).flatMap((need, index) =>
      items[index]?.state === 'missing' ? [settingNamed(need)] : [],
    ),
  }
}

/** What the setting is called, of which a need is a part. */
const settingNamed = (need: RecipeNeed): string => {
  switch (need.kind) {
    case 'scope':
      return need.scope
    case 'permission':
      return need.feature
    case 'membership':
      return MEMBERSHIP
    case 'setting':
      return settingOfCode(need.setting.code)
  }
}

const activeSetting = (of: string, inactive: boolean | null, who: string): readonly FleetSetting[] =>
  inactive === null
    ? []
    : [
        {
          what: 'application.inactive',
          of,
          name: 'active',
          value: inactive ? 'no' : 'yes',
          evidence: `${who} is ${inactive ? 'switched off' : 'switched on'}.`,
        },
      ]

// --- The applications of an inventory -----------------------------------------------------------

const inventorySettings = (
  { entries }: Inventory,
  comparison: Comparison | null,
): readonly FleetSetting[] => {
  const compared = comparison?.configuration.application?.id ?? null
  const own = entries.filter(
    ({ application: { system, id, name } }) => !system && id !== compared && seenName(name) !== null,
  )
  const owners = own.map((entry) => nameKey(ownerOf(entry)))
  return own
    .filter((_each, index) => owners.indexOf(owners[index] ?? '') === owners.lastIndexOf(owners[index] ?? ''))
    .flatMap(entrySettings)
}

/** What an application is called in every tenant: its purpose, else its name. */
const ownerOf = ({ note, purpose, application }: InventoryEntry): string =>
  purpose?.recipe.name ?? note.purpose ?? application.name

const entrySettings = (entry: InventoryEntry): readonly FleetSetting[] => {
  const { application, agent, purpose } = entry
  const of = ownerOf(entry)
  const who = isolated(application.name)
  const { method, login } = application
  return [
    ...(purpose === null ? [] : [recipeSetting(of, purpose, who)]),
    ...scopeSettings(of, application.scopes, who),
    ...activeSetting(of, application.inactive, who),
    {
      what: 'application.weak-method',
      of,
      name: 'method',
      value: method === 'unknown' ? null : method,
      evidence: `${who} gets its token by ${method === 'unknown' ? 'a method that is not known' : method}.`,
    },
    {
      what: 'application.no-login',
      of,
      name: 'login type',
      value: login.type === 'unknown' ? null : login.type,
      evidence: `${who} logs in as ${login.type === 'unset' ? 'nobody' : `${login.type} ${isolated(login.name ?? 'whose name is not known')}`}.`,
    },
    ...agentSettings(of, agent),
    // Of every application, they would be most of what is written down; without a purpose they say little.
    ...(purpose === null ? [] : levelSettings(of, agent)),
  ]
}
