import type { AppError } from '../../shared/app-error'
import type { Channel } from '../../shared/ipc/contract'
import type { FleetFormat } from '../../shared/ipc/fleet'
import type { ExportResult } from '../../shared/ipc/target'
import { ok, type Result } from '../../shared/result'
import type { Fleet } from '../../core/fleet/fleet'
import type { FleetFront } from '../services/fleet/fleet-front'
import type { Handlers } from './handlers'

type FleetHandlers = Pick<Handlers, Extract<Channel, `fleet:${string}`>>

/**
 * What the window asks about many tenants at once.
 * @param exportFleet asks where to, and writes
 */
export const fleetHandlers = (
  front: FleetFront,
  exportFleet: (fleet: Fleet, format: FleetFormat) => Promise<Result<ExportResult, AppError>>,
): FleetHandlers => ({
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
      return fleet.ok ? exportFleet(fleet.value, format) : fleet
    }),
})
