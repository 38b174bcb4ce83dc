import { setImmediate as turn } from 'node:timers/promises'
import { acceptedDrift } from '../../../core/drift/accepted-drift'
import type { Drift, DriftEnd } from '../../../core/drift/drift'
import { driftOf } from '../../../core/drift/drift-of'
import { inventoryDrift, type InventoryEnd } from '../../../core/drift/inventory-drift'
import { sameTenant, type OfTenant } from '../../../core/drift/same-tenant'
import type { Finding } from '../../../core/comparison/finding'
import { second } from '../../../core/comparison/moment-text'
import { coverableFinding } from '../../../core/exceptions/accept'
import { coverableRisk, namesOf } from '../../../core/exceptions/accept-inventory'
import type { Coverable } from '../../../core/exceptions/cover'
import type { Exception } from '../../../core/exceptions/exception'
import { indexOf } from '../../../core/inventory/applications'
import type { Recipe } from '../../../core/comparison/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { assess } from '../inventory/assessment'
import { openEither, type EitherSnapshot } from '../reports/open-snapshot'

/** The text of a snapshot, and what it is called in messages. */
export interface SnapshotText {
  readonly name: string
  readonly text: string
}

/** The exceptions to apply, and the day, `YYYY-MM-DD` in UTC. */
export interface AppliedExceptions {
  readonly all: readonly Exception[]
  readonly today: string
}

export interface DriftInput {
  readonly from: SnapshotText
  readonly to: SnapshotText
  /** That purposes of applications are named by. */
  readonly recipes: readonly Recipe[]
  /** null: none were named. */
  readonly exceptions: AppliedExceptions | null
}

/**
 * What differs between two snapshots of one tenant, each a comparison or each an inventory.
 * @returns `INVALID_FILE` where one is no snapshot; `INVALID_ARGUMENT` where they are of different tenants or kinds, or
 *   in the wrong order: they are not swapped, since what came would be told as gone
 */
export const driftOfSnapshots = async ({
  from,
  to,
  recipes,
  exceptions,
}: DriftInput): Promise<Result<Drift, AppError>> => {
  const [was, is] = [await openEither(from), await openEither(to)]
  if (!was.ok) return named(was.error, from.name, 'from')
  if (!is.ok) return named(is.error, to.name, 'to')
  return driftOfOpened({ from: was.value, to: is.value, recipes, exceptions })
}

/** The same of two that are open. */
export const driftOfOpened = async ({
  from,
  to,
  recipes,
  exceptions,
}: Pick<DriftInput, 'recipes' | 'exceptions'> & {
  readonly from: EitherSnapshot
  readonly to: EitherSnapshot
}): Promise<Result<Drift, AppError>> => {
  const fault = faultOf(from, to)
  if (fault !== null) return err(fault)
  const ends = { from: endOf(from), to: endOf(to) }
  await turn()
  const compared = await driftBetween(from, to, ends, recipes)
  if (compared === null) return err(otherKind())
  const { drift, describe } = compared
  return ok(exceptions === null ? drift : acceptedDrift(drift, exceptions.all, exceptions.today, describe))
}

const named = (error: AppError, name: string, field: string): Result<never, AppError> =>
  err({ ...error, message: `${name}: ${error.message}`, field: error.field ?? field })

interface Described {
  readonly drift: Drift
  /** What exceptions may name of its findings. */
  readonly describe: (finding: Finding) => Coverable
}

/** null: they are of different kinds. */
const driftBetween = async (
  was: EitherSnapshot,
  is: EitherSnapshot,
  ends: Pick<Drift, 'from' | 'to'>,
  recipes: readonly Recipe[],
): Promise<Described | null> => {
  if (was.kind === 'comparison' && is.kind === 'comparison')
    return {
      drift: driftOf(was.comparison, is.comparison, ends),
      describe: coverableFinding(is.comparison),
    }
  if (was.kind !== 'applications' || is.kind !== 'applications') return null
  const [before, after] = [await inventoryOf(was, recipes), await inventoryOf(is, recipes)]
  const { drift, namesOf: called } = inventoryDrift(before, after, ends, driftOf, (inventory, entry) =>
    namesOf(entry, indexOf(inventory.facts)),
  )
  return { drift, describe: (finding) => coverableRisk(finding, called.get(finding) ?? []) }
}

type Applications = Extract<EitherSnapshot, { kind: 'applications' }>

const inventoryOf = async ({ file }: Applications, recipes: readonly Recipe[]): Promise<InventoryEnd> => {
  const { facts, notes, calibration } = file
  const { inventory, assessor } = await assess(facts, { notes, recipes, compared: [], calibration })
  return { inventory, predictor: assessor.predictor }
}

// --- What is wrong with the two ------------------------------------------------------------------

const faultOf = (was: EitherSnapshot, is: EitherSnapshot): AppError | null => {
  if (was.kind !== is.kind) return otherKind()
  const tenants = sameTenant(tenantOf(was), tenantOf(is))
  if (!tenants.same)
    return appError('INVALID_ARGUMENT', tenants.reason, {
      field: 'to',
      advice: ['Name two snapshots of one tenant, redacted with one key or not at all.'],
    })
  const [before, after] = [endOf(was).at, endOf(is).at]
  return Date.parse(before) <= Date.parse(after)
    ? null
    : appError(
        'INVALID_ARGUMENT',
        `The snapshot to start from is the newer one: of ${second(before)} UTC, and the other of ${second(after)} UTC.`,
        { field: 'from', advice: ['Name the older one with --from and the newer one with --to.'] },
      )
}

const otherKind = (): AppError =>
  appError(
    'INVALID_ARGUMENT',
    'One of the two is the snapshot of a comparison, and the other of a tenant’s applications.',
    { field: 'to', advice: ['Name two snapshots of compare, or two of applications.'] },
  )

const tenantOf = (snapshot: EitherSnapshot): OfTenant =>
  snapshot.kind === 'comparison'
    ? snapshot.comparison
    : {
        tenant: snapshot.file.facts.tenant,
        ...(snapshot.file.redaction && { redaction: { ...snapshot.file.redaction, intact: true } }),
      }

const endOf = ({ origin: { sha256 }, ...snapshot }: EitherSnapshot): DriftEnd => {
  if (snapshot.kind === 'comparison') {
    const { finishedAt, complete } = snapshot.comparison
    return { at: finishedAt, sha256, complete }
  }
  const { finishedAt, listFailure, cancelled, lists } = snapshot.file.facts
  const whole = lists.every(({ observation }) => observation.state === 'listed' && observation.complete)
  return { at: finishedAt, sha256, complete: listFailure === null && !cancelled && whole }
}
