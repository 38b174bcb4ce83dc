import { setImmediate as turn } from 'node:timers/promises'
import { compareResource } from '../../../core/comparison/compare'
import type { Comparison, ResourceComparison } from '../../../core/comparison/comparison'
import { coverageOf } from '../../../core/comparison/coverage'
import type { Observation } from '../../../core/comparison/observation'
import { SharedRecords } from '../../../core/comparison/shared-records'
import { withReferences } from '../../../core/comparison/references'
import { appError, type AppError } from '../../../shared/app-error'
import { snapshotFileSchema, type SnapshotFile } from '../../../shared/files/snapshot'
import { explainedInTurns } from '../../explained-in-turns'
import { ok, type Result } from '../../../shared/result'
import { redactionIn } from './redaction-key'
import { parseSnapshot, readSnapshotFile, snapshotFileText } from './snapshot-file'

/** The observations and the configuration of a comparison, without its conclusions. */
export const toSnapshot = (comparison: Comparison): SnapshotFile => {
  const {
    findings: _findings,
    causes: _causes,
    coverage: _coverage,
    predicted: _predicted,
    purpose,
    redaction,
    resources,
    ...facts
  } = comparison
  return {
    schema: 'crossview.snapshot/1',
    ...facts,
    ...(purpose && { purpose }),
    ...(redaction && { redaction: { rules: redaction.rules, sha256: redaction.sha256 } }),
    resources: resources.map(({ resource, agent, app, changed }) => ({ resource, agent, app, changed })),
  }
}

/** A comparison as the text of a snapshot file. @returns `FILE_WRITE_FAILED` where it would be too long to be opened again */
export const comparisonSnapshotText = (comparison: Comparison): Result<string, AppError> =>
  snapshotFileText(
    toSnapshot(comparison),
    appError('FILE_WRITE_FAILED', 'The comparison has too many records for one snapshot.', {
      advice: ['Compare fewer resources at a time, and save a snapshot of each.'],
    }),
  )

/**
 * Reads a snapshot file's text and draws its conclusions anew. The largest takes seconds: between its
 * steps whatever else waits has its turn.
 * @returns `INVALID_FILE` naming the first wrong field, or what the file is instead.
 */
export const openSnapshot = async (text: string): Promise<Result<Comparison, AppError>> => {
  const json = await parseSnapshot(text)
  return json.ok ? comparisonOfSnapshot(json.value) : json
}

/** The same of its JSON. */
export const comparisonOfSnapshot = async (json: unknown): Promise<Result<Comparison, AppError>> => {
  const file = await readSnapshotFile(json, snapshotFileSchema, 'snapshot')
  if (!file.ok) return file
  const { schema: _schema, resources, purpose, redaction, ...facts } = file.value
  const compared: ResourceComparison[] = []
  for (const { resource, agent, app, changed } of resources) {
    await turn()
    const shared = new SharedRecords()
    const [agentSaw, appSaw] = [sharing(agent, shared), sharing(app, shared)]
    compared.push(compareResource(resource, agentSaw, appSaw, new Set(changed)))
  }
  await turn()
  const whole = withReferences({
    ...facts,
    resources: compared,
    coverage: coverageOf(compared),
    purpose: purpose ?? null,
    predicted: null,
    ...(redaction && { redaction: await redactionIn(json, redaction) }),
  })
  return ok(await explainedInTurns(whole))
}

/** A side's list, whose records are those of the other's where they are alike. */
const sharing = (observation: Observation, shared: SharedRecords): Observation =>
  observation.state === 'listed'
    ? { ...observation, records: observation.records.map((record) => shared.record(record)) }
    : observation
