import type { InventorySummary } from '../../src/shared/ipc/inventory'
import { FakeBridge } from './fake-bridge'
import { aProfileView, someProfiles, ticketRows } from './fake-data'
import { aFleetRun, manyEnded } from './fake-fleet'
import { anEntrySummary, anInventorySummary, someEntries } from './fake-inventory'

// What scripts/dev-window.mjs loads before the window: `?profiles=none`, `?keychain=locked` and
// `?tickets=100000` choose what to look at, `?applications=500` how many applications a tenant has, `?fleet=200` how
// many tenants were run. Runs end by themselves, so that there is a result.
const wanted = new URLSearchParams(location.search)
const fleet = manyEnded(Number(wanted.get('fleet') ?? '0'), 30)
const bridge = new FakeBridge({
  profiles:
    wanted.get('profiles') === 'none'
      ? []
      : [...someProfiles, ...fleet.map(({ profileId: id, name }) => aProfileView({ id, name }))],
  ...(fleet.length > 0 && { fleet: aFleetRun({ phase: 'running', tenants: fleet }) }),
  rows: ticketRows(Number(wanted.get('tickets') ?? '300')),
  ...(wanted.get('keychain') === 'locked' && {
    keychain: {
      status: 'locked',
      message: 'The login keyring is locked, so secrets cannot be read or stored.',
      advice: ['Unlock it in “Passwords and Keys”, or sign in to the desktop again.'],
    },
  }),
})
const applications = Number(wanted.get('applications') ?? '0')
const inventory: InventorySummary = anInventorySummary('inventory-1', {
  entries: [...someEntries(), ...Array.from({ length: applications }, (_, at) => anEntrySummary(100 + at))],
})
const stopped = wanted.get('run') === 'stopped'
const api = {
  ...bridge.api,
  inventory: {
    ...bridge.api.inventory,
    start: async (input: Parameters<typeof bridge.api.inventory.start>[0]) => {
      const answer = await bridge.api.inventory.start(input)
      if (!answer.ok) return answer
      const { inventoryId } = answer.value
      bridge.state.inventories = {
        ...bridge.state.inventories,
        [inventoryId]: { ...inventory, inventoryId, target: input.target },
      }
      if (stopped)
        bridge.emitInventory({
          inventoryId,
          phase: 'applications',
          at: 'RMM alerts',
          begun: 8,
          done: 7,
          total: 18,
          requests: 9,
          waiting: 'Halo asked to wait 5 s',
        })
      else bridge.emitInventory({ inventoryId, phase: 'done' })
      return answer
    },
  },
  comparison: {
    ...bridge.api.comparison,
    start: async (input: Parameters<typeof bridge.api.comparison.start>[0]) => {
      const answer = await bridge.api.comparison.start(input)
      if (answer.ok && stopped) bridge.listing(answer.value.runId, 3, 250, 100, 'Halo asked to wait 5 s')
      else if (answer.ok) bridge.emit({ runId: answer.value.runId, phase: 'done' })
      return answer
    },
  },
}
Object.assign(window, { crossview: api, fakeBridge: bridge })
