import { counted } from '../../../core/comparison/count-text'
import type { InventoryFacts, InspectorList } from '../../../core/inventory/application'
import { sameScopes, type Identity } from '../../../core/comparison/identity'
import type { Resource } from '../../../core/halo/resource'

/** What an earlier reading found and this one does not read again. */
export type Kept = Pick<
  InventoryFacts,
  | 'listFailure'
  | 'applications'
  | 'agents'
  | 'roles'
  | 'teams'
  | 'ticketTypes'
  | 'lists'
  | 'inspectorAgent'
  | 'gaps'
>

/**
 * Whether an earlier reading may be taken up: what it read is what this very connection sees. Another agent, or
 * the same with other scopes, sees other lists, and the two together would be nobody's.
 */
export const isSameReader = (before: Identity, now: Identity): boolean => {
  const sameAgent = before.agentId === null || now.agentId === null || before.agentId === now.agentId
  const namesNone = before.scopes.length === 0 && now.scopes.length === 0
  return sameAgent && (namesNone || sameScopes(before, now))
}

/** Whether a list need not be read again: it is whole, or Halo said no. */
export const isSettled = ({ observation }: InspectorList): boolean =>
  observation.state === 'refused' || (observation.state === 'listed' && observation.complete)

/** The better of two readings of one list: half a list is more than none. */
export const betterList = (before: InspectorList | undefined, now: InspectorList): InspectorList => {
  if (before?.observation.state !== 'listed') return now
  const { observation } = now
  if (observation.state !== 'listed') return observation.state === 'refused' ? now : before
  return observation.complete || observation.records.length >= before.observation.records.length
    ? now
    : before
}

const TAKEN_UP = 'Taken up again at'

/** That an earlier reading was taken up, as it told itself. */
export const takenUpBefore = (gaps: readonly string[]): readonly string[] =>
  gaps.filter((gap) => gap.startsWith(TAKEN_UP))

/** That what was kept is of another time; null where nothing was read. */
export const takenUpSentence = (kept: InventoryFacts, now: string): string | null => {
  const details = kept.applications.filter(({ detail }) => detail.state === 'read').length
  const agents = kept.agents.filter(({ state }) => state === 'read').length
  const lists = kept.lists.filter(isSettled).length
  const parts = [
    ...(details > 0 ? [counted(details, 'application')] : []),
    ...(agents > 0 ? [counted(agents, 'agent')] : []),
    ...(lists > 0 ? [counted(lists, 'list of records', 'lists of records')] : []),
  ]
  return parts.length === 0
    ? null
    : `${TAKEN_UP} ${minute(now)}. As of ${minute(kept.finishedAt)} or earlier: ${parts.join(', ')}.`
}

/** "2026-11-26 13:40 UTC" */
const minute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`

/** The list of a resource among those that were kept. */
export const listOf = (lists: readonly InspectorList[], resource: Resource): InspectorList | undefined =>
  lists.find((each) => each.resource === resource)
