import { describe, expect, it } from 'vitest'
import { RESOURCES, resourceDefinition } from '../../../src/core/halo/resource'
import { pathOf, SERVED } from '../../../src/demo/resources'
import { buildTenant } from '../../../src/demo/tenant'

/**
 * Two tables written apart from halo-api.md, the product's and the demo tenant's, cell by cell:
 * a slip in one shows against the other. What its rows are, the demo says by their fields.
 */

const tenant = buildTenant(20)
const hasField = (resource: (typeof RESOURCES)[number], field: string): boolean =>
  (tenant.rows.get(pathOf(resource)) ?? []).some((row) => field in row)

describe.each(RESOURCES)('%s', (resource) => {
  const definition = resourceDefinition(resource)
  const served = SERVED[resource]

  it('is asked for where the demo tenant serves it, and read from where its rows are', () => {
    const { path, listKey } = definition
    expect({ path, listKey }).toEqual({ path: `/${served.path}`, listKey: served.listKey })
  })

  it('is governed by the scope and the level that the demo tenant asks for', () => {
    const { scopeArea, levelCode } = definition
    expect({ scopeArea, levelCode }).toEqual({ scopeArea: served.area, levelCode: served.level })
  })

  it('is limited by what the rows of the demo tenant carry', () => {
    const { byClient, ticketLike, typeKind } = definition
    expect({ byClient, ticketLike, typeKind }).toEqual({
      byClient: resource === 'clients' || hasField(resource, 'client_id'),
      ticketLike: hasField(resource, 'team_id'),
      typeKind: hasField(resource, 'tickettype_id')
        ? 'ticket type'
        : hasField(resource, 'assettype_id')
          ? 'asset type'
          : null,
    })
  })
})
