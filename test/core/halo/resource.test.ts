import { describe, expect, it } from 'vitest'
import { RESOURCES, resourceDefinition } from '../../../src/core/halo/resource'
import { SERVED } from '../../../src/demo/resources'
import { buildTenant } from '../../../src/demo/tenant'

/**
 * Two tables written apart from halo-api.md, the product's and the demo tenant's, cell by cell:
 * a slip in one is told by the other.
 */
describe.each(RESOURCES)('%s', (resource) => {
  const { path, listKey, scopeArea, levelCode } = resourceDefinition(resource)
  const served = SERVED[resource]

  it('is asked for where the demo tenant serves it', () => {
    expect({ path, listKey }).toEqual({ path: `/${served.path}`, listKey: served.listKey })
  })

  it('is governed by the scope and the level that the demo tenant asks for', () => {
    expect({ scopeArea, levelCode }).toEqual({ scopeArea: served.area, levelCode: served.level })
  })
})
