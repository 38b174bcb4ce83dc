import type { Accepted, FindingSide } from '../comparison/finding'
import { nameKey } from '../comparison/name-text'
import type { Resource } from '../halo/resource'
import type { AppliedException, Exception, ExceptionsOutcome } from './exception'

/** A finding, or a change of a setting, in what an exception may name of it. */
export interface Coverable {
  readonly code: Exception['code']
  readonly side: FindingSide | null
  /** What it is about; none: a whole connection, an application. */
  readonly resources: readonly Resource[]
  /** Names and ids of those that the setting is of. */
  readonly of: readonly string[]
  /** What it tells of: each value by all its names. */
  readonly values: readonly (readonly string[])[]
}

/** Held against the exceptions: what covers it today, and what did once. */
export interface Covered {
  /** null: nothing does. */
  readonly accepted: Accepted | null
  readonly by: readonly Exception[]
  /** Over: it would be covered by these. Empty where it is covered. */
  readonly expired: readonly Exception[]
}

/**
 * Holds what was found against exceptions. A name is the same as `nameKey` says; where an exception names a thing,
 * what says nothing of that thing is not covered by it. One with a value covers what tells of that value alone, and
 * several together what tells of all their values.
 * @param today `YYYY-MM-DD`, UTC
 */
export const coverBy =
  (exceptions: readonly Exception[], today: string) =>
  (found: Coverable): Covered => {
    const about = exceptions.filter((exception) => isAbout(exception, found))
    const holding = covering(
      about.filter(({ until }) => until >= today),
      found,
    )
    const [first] = [...holding].sort((a, b) => (a.until < b.until ? -1 : 1))
    if (first !== undefined) {
      const { reason, by, until } = first
      return { accepted: { reason, by, until }, by: holding, expired: [] }
    }
    return { accepted: null, by: [], expired: covering(about, found).filter(({ until }) => until < today) }
  }

const isAbout = (exception: Exception, { code, side, resources, of }: Coverable): boolean =>
  exception.code === code &&
  (exception.side === null || exception.side === side) &&
  (exception.resource === null || (resources.length === 1 && resources[0] === exception.resource)) &&
  (exception.of === null || isAmong(exception.of, of))

const isAmong = (name: string, names: readonly string[]): boolean =>
  names.some((other) => nameKey(other) === nameKey(name))

/** Those that together cover all of it; none where something is left. */
const covering = (about: readonly Exception[], { values }: Coverable): readonly Exception[] => {
  const whole = about.filter(({ value }) => value === null)
  if (whole.length > 0) return whole
  const ofEach = values.map((names) => about.filter(({ value }) => value !== null && isAmong(value, names)))
  return ofEach.every((some) => some.length > 0) ? [...new Set(ofEach.flat())] : []
}

/** Whether an exception is about a tenant: it names none, or its name or host. */
export const isOfTenant = (
  { tenant }: Pick<Exception, 'tenant'>,
  { name, url }: { readonly name: string; readonly url: string },
): boolean => tenant === null || isAmong(tenant, [name, url, hostOf(url)])

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/]+)/i.exec(url)?.[1] ?? url

/** What was found of one kind, held against the exceptions. */
interface Held {
  readonly findings: readonly Covered[]
  readonly settings: readonly Covered[]
}

/** What became of each exception. @param exceptions of this tenant */
export const outcomeOf = (
  exceptions: readonly Exception[],
  { findings, settings }: Held,
): ExceptionsOutcome => {
  const timesIn = (all: readonly Covered[], exception: Exception): number =>
    all.filter(({ by }) => by.includes(exception)).length
  const applied = exceptions
    .map((exception): AppliedException => ({
      exception,
      findings: timesIn(findings, exception),
      settings: timesIn(settings, exception),
    }))
    .filter((each) => each.findings + each.settings > 0)
  const over = new Set([...findings, ...settings].flatMap(({ expired }) => expired))
  const expired = exceptions.filter((exception) => over.has(exception))
  const used = new Set([...applied.map(({ exception }) => exception), ...expired])
  return { applied, expired, unused: exceptions.filter((exception) => !used.has(exception)) }
}
