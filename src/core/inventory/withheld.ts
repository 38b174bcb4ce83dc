import { accessRules } from '../access/access'
import type { SideResult } from '../comparison/comparison'
import type { Observation } from '../comparison/observation'
import type { InspectorList, InventoryFacts } from './application'

/** Scopes of the inspector's token; null: a token whose answer named none may hold any. */
export const inspectorScopes = (inspector: SideResult): readonly string[] | null =>
  inspector.state === 'connected' && inspector.identity.scopes.length > 0 ? inspector.identity.scopes : null

const EMPTY_UNKNOWN: Observation = {
  state: 'listed',
  records: [],
  total: null,
  complete: false,
  incompleteReason: 'It came empty, and whether the scopes of the inspector open it is not known.',
}

/**
 * What an empty list is worth: to an inspector that lacks the scope or the level for it, it is a refusal, which may
 * look so (halo-api.md section 2.7); where it is not known which scope opens it, it is no whole list. "0 of 0" of
 * every application would read as harmless.
 */
export const withoutEmptyRefusals = (
  lists: readonly InspectorList[],
  { inspector, inspectorAgent }: Pick<InventoryFacts, 'inspector' | 'inspectorAgent'>,
): readonly InspectorList[] => {
  const scopes = inspectorScopes(inspector)
  const { whole } = accessRules({ scopes, permissions: inspectorAgent }, null)
  return lists.map((list): InspectorList => {
    const { resource, observation } = list
    if (observation.state !== 'listed' || !observation.complete || observation.records.length > 0) return list
    const { causes, undecided } = whole(resource)
    if (causes.some(({ code }) => code === 'scope.missing' || code === 'agent.feature-level'))
      return { resource, observation: { state: 'refused', status: null } }
    return scopes !== null && undecided.includes('scope.missing')
      ? { resource, observation: EMPTY_UNKNOWN }
      : list
  })
}
