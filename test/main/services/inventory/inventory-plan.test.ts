import { describe, expect, it } from 'vitest'
import { inventoryPlan } from '../../../../src/main/services/inventory/inventory-plan'
import { applicationContext } from '../../../support/application-context'

const URL = 'https://northwind.halopsa.com'
const agent = applicationContext(URL, 'agent')
const inspector = applicationContext(URL, 'inspector')
const TENANT = { tenantName: 'Northwind MSP', url: URL }

describe('who reads an inventory', () => {
  it('is the inspector, else the agent side', () => {
    expect(inventoryPlan({ ...TENANT, agent, inspector }, [])).toMatchObject({ value: { inspector } })
    expect(inventoryPlan({ ...TENANT, agent, inspector: null }, [])).toMatchObject({
      value: { inspector: agent },
    })
  })

  it('is nobody where there is neither, and that is said with what to do', () => {
    const plan = inventoryPlan({ ...TENANT, agent: null, inspector: null }, ['tickets'])
    expect(plan).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'inspector' } })
    expect(!plan.ok && plan.error.advice.length).toBe(2)
  })

  it('reads each list once, in the order of all', () => {
    const plan = inventoryPlan({ ...TENANT, agent, inspector }, ['clients', 'tickets', 'clients'])
    expect(plan).toMatchObject({ value: { resources: ['tickets', 'clients'] } })
  })
})
