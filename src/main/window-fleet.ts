import type { Channel } from '../shared/ipc/contract'
import { ok } from '../shared/result'
import type { Handlers } from './ipc/handlers'
import type { FleetFront } from './services/fleet/fleet-front'
import type { FleetExportDeps } from './services/fleet/fleet-export'

/** The window's requests about many tenants at once: a part of its composition root. */
export const fleetHandlers = (
  front: FleetFront,
  exports: FleetExportDeps,
): Pick<Handlers, Extract<Channel, `fleet:${string}`>> => ({
  'fleet:start': async (input) => (await front.load()).start(input),
  'fleet:pause': ({ fleetId }) => front.ask((runs) => runs.pause(fleetId)),
  'fleet:resume': ({ fleetId }) => front.ask((runs) => runs.resume(fleetId)),
  'fleet:cancel': ({ fleetId }) => front.ask((runs) => runs.cancel(fleetId)),
  'fleet:again': ({ fleetId }) => front.ask((runs) => runs.again(fleetId)),
  'fleet:current': () => Promise.resolve(ok(front.started()?.current() ?? null)),
  'fleet:setBaseline': (input) => front.ask((runs) => runs.setBaseline(input)),
  'fleet:openResult': (input) => front.ask((runs) => runs.openResult(input)),
  'fleet:export': ({ fleetId, format }) =>
    front.ask(async (runs) => {
      const fleet = runs.fleet(fleetId)
      if (!fleet.ok) return fleet
      const { exportFleet } = await import('./services/fleet/fleet-export')
      return exportFleet(fleet.value, format, exports)
    }),
})
