import { counted, countText } from '../comparison/count-text'
import { isolated, nameKey, sameName } from '../comparison/name-text'
import { MAJORITY, type FleetOutlier, type FleetPart, type FleetSetting } from './fleet'
import { GRANTED, NOT_GRANTED, OTHER_SCOPES } from './scope-settings'

/**
 * A majority is clear where at least two thirds of the tenants of which the value is known have it. Of fewer than three
 * nobody can say what is usual.
 */
const CLEAR = { least: 3, of: [2, 3] } as const

/** A setting of one tenant in a group of the same setting. */
interface Value {
  readonly tenant: string
  readonly setting: FleetSetting & { readonly value: string }
  /** It follows from another setting, which is told in its place: every scope, of who holds `all`. */
  readonly follows: boolean
}

/** One setting over all tenants of which it is known. */
interface Group {
  readonly what: FleetSetting['what']
  readonly of: string
  readonly name: string
  readonly values: readonly Value[]
}

type Settings = Pick<FleetPart, 'name' | 'settings'>

/**
 * Tenants that are not like the others, setting by setting: recipes first, and of single settings only what a recipe
 * does not tell of the same tenant. What is not known is in no count.
 * @param baseline a tenant's name that the others are held against, or {@link MAJORITY}
 */
export const outliersOf = (parts: readonly Settings[], baseline: string): readonly FleetOutlier[] => {
  const told = new Set<string>()
  return groupsOf(parts)
    .sort(inOrder)
    .flatMap((group) => {
      const usual = usualOf(group, baseline)
      if (usual === null) return []
      const unlike = group.values.filter(({ setting, follows }) => setting.value !== usual && !follows)
      const untold = unlike.filter(({ tenant }) => !told.has(toldKey(tenant, group.of, group.name)))
      for (const { tenant, setting } of unlike)
        for (const name of setting.tells ?? []) told.add(toldKey(tenant, group.of, name))
      return untold.map((value) => outlierOf(value, group, usual, baseline))
    })
}

const toldKey = (tenant: string, of: string, name: string): string =>
  JSON.stringify([tenant, nameKey(of), name])

// --- Groups -------------------------------------------------------------------------------------

const groupsOf = (parts: readonly Settings[]): Group[] => {
  const groups = new Map<string, Group & { readonly values: Value[] }>()
  const owners = new Map<string, string>()
  const add = (tenant: string, setting: FleetSetting, follows: boolean): void => {
    const { what, name, value } = setting
    if (value === null) return
    // However the first of them writes it.
    const of = owners.get(nameKey(setting.of)) ?? setting.of
    owners.set(nameKey(of), of)
    const key = JSON.stringify([what, nameKey(of), name])
    const group = groups.get(key) ?? { what, of, name, values: [] }
    groups.set(key, group)
    group.values.push({ tenant, setting: { ...setting, value }, follows })
  }
  const scopes = scopesByOwner(parts)
  for (const { name: tenant, settings } of parts) {
    const named = new Set(settings.map(({ what, of, name }) => JSON.stringify([what, nameKey(of), name])))
    for (const setting of settings) {
      if (setting.what !== 'scope' || setting.name !== OTHER_SCOPES) add(tenant, setting, false)
      else
        for (const name of scopes.get(nameKey(setting.of)) ?? [])
          if (!named.has(JSON.stringify(['scope', nameKey(setting.of), name])))
            add(tenant, { ...setting, name }, setting.value === GRANTED)
    }
  }
  return [...groups.values()]
}

/** The scopes that some tenant names, by whose they are. */
const scopesByOwner = (parts: readonly Settings[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const scopes = new Map<string, Set<string>>()
  for (const { what, of, name } of parts.flatMap(({ settings }) => settings)) {
    if (what !== 'scope' || name === OTHER_SCOPES) continue
    const known = scopes.get(nameKey(of)) ?? new Set()
    scopes.set(nameKey(of), known.add(name))
  }
  return scopes
}

const ORDER: readonly FleetSetting['what'][] = ['recipe', 'scope']

/** Recipes, scopes, all others; `edit:x` before the `read:x` that it tells. By code points, the same everywhere. */
const inOrder = (a: Group, b: Group): number =>
  rankOf(a) - rankOf(b) ||
  compareText(a.what, b.what) ||
  compareText(nameKey(a.of), nameKey(b.of)) ||
  compareText(a.name, b.name)

const rankOf = ({ what }: Group): number => {
  const rank = ORDER.indexOf(what)
  return rank < 0 ? ORDER.length : rank
}

/** By code points: no system's language changes an order. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// --- What is usual ------------------------------------------------------------------------------

const usualOf = ({ values }: Group, baseline: string): string | null => {
  if (baseline !== MAJORITY)
    return values.find(({ tenant }) => sameName(tenant, baseline))?.setting.value ?? null
  if (values.length < CLEAR.least) return null
  const counts = new Map<string, number>()
  for (const { setting } of values) counts.set(setting.value, (counts.get(setting.value) ?? 0) + 1)
  const [most] = [...counts].sort(([a, some], [b, more]) => more - some || compareText(a, b))
  const [part, whole] = CLEAR.of
  return most !== undefined && most[1] * whole >= values.length * part ? most[0] : null
}

// --- In words -----------------------------------------------------------------------------------

const outlierOf = (
  { tenant, setting }: Value,
  { what, of, name, values }: Group,
  usual: string,
  baseline: string,
): FleetOutlier => {
  const usualCount = values.filter((value) => value.setting.value === usual).length
  const [are, is] = phrases({ what, of, name, usual, value: setting.value, isOne: usualCount === 1 })
  const who = `${countText(usualCount)} of ${counted(values.length, 'tenant')}`
  const lead = baseline === MAJORITY ? who : `As in the baseline ${isolated(baseline)}, ${who}`
  return {
    tenant,
    what,
    of,
    name,
    value: setting.value,
    usual,
    usualCount,
    known: values.length,
    message: `${lead} ${are}; ${isolated(tenant)} ${is}. ${setting.evidence}`,
  }
}

/** What most do, and what this one does. */
const phrases = ({
  what,
  of,
  name,
  usual,
  value,
  isOne,
}: Pick<Group, 'what' | 'of' | 'name'> & {
  readonly usual: string
  readonly value: string
  readonly isOne: boolean
}): readonly [string, string] => {
  const s = isOne ? 's' : ''
  const do_ = isOne ? 'does' : 'do'
  switch (what) {
    case 'recipe':
      return usual === 'meets'
        ? [`grant${s} all that “${name}” needs`, 'does not']
        : [`lack${s} something that “${name}” needs`, 'does not']
    case 'scope':
      return usual === NOT_GRANTED
        ? [`${do_} not grant ${name} to ${whose(of)}`, 'does']
        : [`grant${s} ${name} to ${whose(of)}`, 'does not']
    case 'version':
      return [`run${s} Halo ${usual}`, `runs ${value}`]
    default:
      return [`${isOne ? 'has' : 'have'} “${usual}” for “${name}” of ${whose(of)}`, `has “${value}”`]
  }
}

const whose = (of: string): string => (of === 'app' ? 'the app' : `“${isolated(of)}”`)
