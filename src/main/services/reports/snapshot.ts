import { setImmediate as turn } from 'node:timers/promises'
import { compareResource } from '../../../core/comparison/compare'
import type { Comparison, ResourceComparison } from '../../../core/comparison/comparison'
import { coverageOf } from '../../../core/comparison/coverage'
import { withReferences } from '../../../core/comparison/references'
import { explain } from '../../../core/explain/explain'
import { appError, type AppError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { faultText, parseJson } from '../../../shared/files/json-text'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { snapshotFileSchema, type SnapshotFile } from '../../../shared/files/snapshot'
import { err, ok, type Result } from '../../../shared/result'

/** The observations and the configuration of a comparison, without its conclusions. */
export const toSnapshot = (comparison: Comparison): SnapshotFile => {
  const { findings: _findings, coverage: _coverage, predicted: _predicted, resources, ...facts } = comparison
  return {
    schema: 'crossview.snapshot/1',
    ...facts,
    resources: resources.map(({ resource, agent, app, changed }) => ({ resource, agent, app, changed })),
  }
}

/**
 * Reads a snapshot file's text and draws its conclusions anew. The largest takes seconds: between its
 * steps whatever else waits has its turn.
 * @returns `INVALID_FILE` naming the first wrong field.
 */
export const openSnapshot = async (text: string): Promise<Result<Comparison, AppError>> => {
  const json = parseJson(text, FILES.snapshot)
  if (!json.ok) {
    return err(
      appError('INVALID_FILE', `This is no Crossview snapshot: the file ${faultText(json.error)}.`, {
        advice: ['Choose a file that Crossview saved as a snapshot.'],
      }),
    )
  }
  await turn()
  const parsed = snapshotFileSchema.safeParse(json.value)
  if (!parsed.success) {
    const issue = firstIssue(parsed.error, json.value)
    return err(
      appError('INVALID_FILE', `This is no Crossview snapshot: ${issueText(issue)}.`, {
        field: issue.field || null,
        advice: ['Choose a file that Crossview saved as a snapshot, unchanged.'],
      }),
    )
  }
  const { schema: _schema, resources, ...facts } = parsed.data
  const compared: ResourceComparison[] = []
  for (const { resource, agent, app, changed } of resources) {
    await turn()
    compared.push(compareResource(resource, agent, app, new Set(changed)))
  }
  await turn()
  const whole = withReferences({
    ...facts,
    resources: compared,
    coverage: coverageOf(compared),
    predicted: null,
  })
  return ok({ ...whole, findings: explain(whole) })
}
