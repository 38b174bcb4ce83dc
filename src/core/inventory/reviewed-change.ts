import { countText } from '../comparison/count-text'
import { isolated, seenName } from '../comparison/name-text'
import { isResource, resourceDefinition } from '../halo/resource'
import type { ReviewedApplication, ReviewedState, ReviewedView } from './review'

/** What is different about one application since the last review, in sentences. */
export interface Differences {
  readonly changed: readonly string[]
  readonly unknown: readonly string[]
  /** It has lost something, and got nothing; null: not known. */
  readonly less: boolean | null
}

/** Between an application as it was then and as it is now. */
export const differencesOf = (then: ReviewedState, now: ReviewedState): Differences => {
  const found = [
    scopeChange(then, now),
    loginChange(then, now),
    switchChange(then, now),
    viewChange(then, now),
  ]
  const risks = riskChange(then, now)
  const grown = found.some(({ more }) => more)
  const shrunk = found.some(({ less }) => less)
  const unknown = found.flatMap((one) => one.unknown)
  return {
    changed: [...found, risks].flatMap(({ changed }) => changed),
    unknown: [...unknown, ...risks.unknown],
    less: shrunk && !grown ? true : unknown.length > 0 && !grown ? null : false,
  }
}

interface Change {
  readonly changed: readonly string[]
  readonly unknown: readonly string[]
  readonly less: boolean
  readonly more: boolean
}

const SAME: Change = { changed: [], unknown: [], less: false, more: false }

const notKnown = (what: string, then: boolean, now: boolean): Change => ({
  ...SAME,
  unknown: [
    then
      ? `${what} now, so that nothing is known of a change.`
      : `${what} last time${now ? '' : ', nor now'}, so that nothing is known of a change.`,
  ],
})

const scopeChange = (then: ReviewedState, now: ReviewedState): Change => {
  if (then.scopes === null || now.scopes === null)
    return notKnown('Its scopes could not be read', then.scopes !== null, now.scopes !== null)
  const [before, after] = [new Set(then.scopes), new Set(now.scopes)]
  const added = now.scopes.filter((scope) => !before.has(scope))
  const removed = then.scopes.filter((scope) => !after.has(scope))
  return {
    ...SAME,
    changed: [
      ...added.map((scope) => `Scope ${isolated(scope)} was added.`),
      ...removed.map((scope) => `Scope ${isolated(scope)} was removed.`),
    ],
    less: removed.length > 0,
    more: added.length > 0,
  }
}

/** Whoever it logs in as now may do more or less: only what it would see and its scopes tell. */
const loginChange = (then: ReviewedState, now: ReviewedState): Change => {
  if (then.login === 'unknown' || now.login === 'unknown')
    return notKnown('Who it logs in as was not told', then.login !== 'unknown', now.login !== 'unknown')
  const same =
    then.login === now.login &&
    (then.agentId === null || now.agentId === null
      ? then.agentId === now.agentId && then.loginName === now.loginName
      : then.agentId === now.agentId)
  return same
    ? SAME
    : {
        ...SAME,
        changed: [`Logs in as ${loginText(now)} now, as ${loginText(then)} last time.`],
        less: now.login === 'unset',
        more: then.login === 'unset',
      }
}

/** Who an application logs in as, inside a sentence. */
const loginText = ({ login, agentId, loginName }: ReviewedState): string => {
  const name = seenName(loginName)
  const called = name === null ? '' : ` ${isolated(name)}`
  switch (login) {
    case 'agent':
      return `agent${called}${agentId === null ? '' : ` (${agentId})`}`
    case 'user':
      return `end user${called}`
    case 'supplier':
      return `supplier${called}`
    case 'unset':
      return 'nobody'
    case 'unknown':
      return 'somebody not known'
  }
}

const switchChange = (then: ReviewedState, now: ReviewedState): Change => {
  if (then.inactive === null || now.inactive === null)
    return notKnown('Whether it is switched on was not told', then.inactive !== null, now.inactive !== null)
  if (then.inactive === now.inactive) return SAME
  return now.inactive
    ? { ...SAME, changed: ['It was switched off.'], less: true }
    : { ...SAME, changed: ['It was switched on.'], more: true }
}

const viewChange = (then: ReviewedState, now: ReviewedState): Change => {
  const resources = [...new Set([...Object.keys(then.sees), ...Object.keys(now.sees)])].filter(isResource)
  const moved = resources.flatMap((resource) => {
    const [before, after] = [then.sees[resource], now.sees[resource]]
    if (before === undefined || after === undefined || sameView(before, after)) return []
    const text = `${resourceDefinition(resource).label}: would see ${viewText(after)} (predicted), ${viewText(before)} last time.`
    return [{ text, less: isLess(before, after), more: isLess(after, before) }]
  })
  const labels = (lacking: ReviewedState) =>
    resources.flatMap((resource) =>
      lacking.sees[resource] === undefined ? [resourceDefinition(resource).label] : [],
    )
  const [notNow, notThen] = [labels(now), labels(then)]
  return {
    changed: moved.map(({ text }) => text),
    unknown: [
      ...(notNow.length === 0 ? [] : [`What it would see of these is not known now: ${notNow.join(', ')}.`]),
      ...(notThen.length === 0
        ? []
        : [`What it would see of these was not known last time: ${notThen.join(', ')}.`]),
    ],
    less: moved.some(({ less }) => less),
    more: moved.some(({ more }) => more),
  }
}

/** Whoever would see everything, or nothing, does so however many there are by now. */
const sameView = (then: ReviewedView, now: ReviewedView): boolean =>
  (then.of === null) === (now.of === null) &&
  ((then.visible === 0 && now.visible === 0) ||
    (then.visible === then.of && now.visible === now.of) ||
    (then.visible === now.visible && then.of === now.of))

/** Fewer of as many, or more, records: fewer of fewer may be no change of what it may see. */
const isLess = (then: ReviewedView, now: ReviewedView): boolean =>
  now.visible < then.visible && (now.of === null || then.of === null || now.of >= then.of)

const viewText = ({ visible, of }: ReviewedView): string =>
  of === null ? 'none, refused' : `${countText(visible)} of ${countText(of)}`

const riskChange = (then: ReviewedState, now: ReviewedState): Change => {
  const [before, after] = [new Set(then.risks), new Set(now.risks)]
  const gone = [...before].filter((code) => !after.has(code))
  // What could not be read has fewer risks to be found.
  const unread = after.has('application.unread')
  return {
    ...SAME,
    changed: [
      ...[...after]
        .filter((code) => !before.has(code))
        .map((code) => `Risk ${code} was found, and was not last time.`),
      ...(unread ? [] : gone.map((code) => `Risk ${code} is found no more.`)),
    ],
    unknown: unread ? gone.map((code) => `Whether risk ${code} is still there is not known.`) : [],
  }
}

/**
 * Why what was decided last time is not done, or has to be decided again; null: nothing is due.
 * @param day on which the applications were read, `YYYY-MM-DD`
 */
export const notDone = (
  { decision }: ReviewedApplication,
  now: ReviewedState,
  { less }: Differences,
  day: string,
): string | null => {
  switch (decision?.decision) {
    case 'remove':
      return now.inactive === true
        ? 'Was to be removed; it is switched off, and still there.'
        : 'Was to be removed, and is still there.'
    case 'reduce':
      if (less === true) return null
      return less === null
        ? 'Was to be reduced; whether it was is not known.'
        : 'Was to be reduced, and can do as much as it could.'
    case 'defer':
      return decision.until !== null && decision.until <= day ? `Was put off until ${decision.until}.` : null
    case 'keep':
      return decision.until !== null && decision.until < day
        ? `Was to be kept until ${decision.until}, and no longer.`
        : null
    case undefined:
      return null
  }
}
