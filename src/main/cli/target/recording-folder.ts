import { rm } from 'node:fs/promises'
import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { wrongFile } from '../../../shared/files/file-kind'
import { faultText, parseJson } from '../../../shared/files/json-text'
import { recordingSchema, type Recording } from '../../../shared/files/recording'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { err, ok, type Result } from '../../../shared/result'
import { createReportFiles, makeFolder } from '../../adapters/files/export-files'
import { whileHeld } from '../../held-file'
import type { Recorder } from '../../adapters/halo/recording/recording'
import type { ConnectionContext } from '../../ports'
import type { TenantPlan } from '../../services/runs/plan'
import type { Console } from '../terminal/console'
import { recordingIn } from './recording-file'
import { NOTHING_WRITTEN, readText, type ResolvedTarget } from './resolved-target'

/** Writes what a run and its tenant exchanged to a folder, for `--replay`. @returns an error of field `record` */
export const saveRecording = async (
  recorder: Recorder,
  folder: string,
  plan: TenantPlan,
  console: Pick<Console, 'cwd' | 'message'>,
): Promise<Result<null, AppError>> => {
  const contexts = [plan.app, plan.agent, plan.inspector].filter((context) => context !== null)
  const recording: Recording = {
    schema: 'crossview.recording/1',
    name: plan.tenantName,
    url: plan.url,
    tenant: contexts[0]?.tenant ?? null,
    connections: contexts.map(({ role, connection }) => ({ role, connection })),
    exchanges: [...recorder.result()],
  }
  const named = recordingIn(folder)
  const file = path.resolve(console.cwd, named)
  const made = await makeFolder(path.dirname(file), 0o700)
  if (!made.ok) return err({ ...made.error, field: 'record' })
  // The tenant's data stands in one place: earlier versions left a backup. The next recording tries again.
  await whileHeld(() => rm(`${file}.bak`, { force: true })).catch(() => undefined)
  const written = await createReportFiles().writeFile(file, `${JSON.stringify(recording, null, 1)}\n`)
  if (!written.ok) return err({ ...written.error, field: 'record' })
  console.message(
    `Wrote ${named}. It holds no secret and no token, but this tenant’s data: give it to nobody who may not see that.`,
  )
  return ok(null)
}

/** A recording as a target: the same connections, whose answers are read from it. */
export const replayTarget = async (
  folder: string,
  cwd: string,
): Promise<Result<ResolvedTarget, AppError>> => {
  const text = await readText(path.resolve(cwd, recordingIn(folder)), 'replay')
  if (!text.ok) return text
  const none = (why: string) =>
    err(
      appError('INVALID_FILE', `${folder} holds no recording of Crossview: ${why}.`, {
        field: 'replay',
        advice: ['Name a folder that --record has written.'],
      }),
    )
  const wrong = wrongFile(text.value, 'recording', 'replay')
  if (wrong !== null) return err(wrong)
  const json = parseJson(text.value, FILES.recording)
  if (!json.ok) return none(`its file ${faultText(json.error)}`)
  const read = recordingSchema.safeParse(json.value)
  if (!read.success) return none(issueText(firstIssue(read.error, json.value)))
  const recording = read.data
  const context = (role: ConnectionContext['role']): ConnectionContext | null => {
    const found = recording.connections.find((each) => each.role === role)
    if (found === undefined) return null
    const { url, tenant } = recording
    // A recorded sign-in went on with its refresh token, or with a code; neither is asked of anybody.
    const readSecret = () => Promise.resolve('recorded')
    return { role, url, tenant, ca: null, connection: found.connection, readSecret }
  }
  return ok({
    plan: {
      tenantName: recording.name,
      url: recording.url,
      app: context('app'),
      agent: context('agent'),
      inspector: context('inspector'),
    },
    profileId: null,
    ...NOTHING_WRITTEN,
    isOwn: true,
    recording,
    release: () => Promise.resolve(),
  })
}
