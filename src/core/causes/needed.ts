import type { Recipe } from '../comparison/recipe'
import { featureOf } from '../halo/feature'
import { RESOURCES, resourceDefinition, type Resource } from '../halo/resource'
import { covers } from '../halo/scope'

/**
 * The resources that a purpose needs: those that a scope of the recipe covers by its area, and those of a feature
 * that it names a permission for. `all` means all of them. What `all:standard` holds is not published (halo-api.md
 * section 3.2), so that by itself it names none.
 */
export const neededResources = (recipe: Recipe): ReadonlySet<Resource> =>
  new Set(RESOURCES.filter((resource) => isNeededFor(resource, recipe)))

const isNeededFor = (resource: Resource, { scopes, permissions }: Recipe): boolean => {
  const { scopeArea, contestedScope, levelCode } = resourceDefinition(resource)
  if (covers(scopes, scopeArea) === true) return true
  if (contestedScope !== null && scopes.includes(contestedScope)) return true
  return levelCode !== null && permissions.some(({ feature }) => feature === featureOf(levelCode).name)
}
