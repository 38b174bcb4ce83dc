import { setImmediate as turn } from 'node:timers/promises'
import type { z } from 'zod'
import { appError, type AppError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { wrongFile, wrongSchema } from '../../../shared/files/file-kind'
import { faultText, parseJsonInTurns } from '../../../shared/files/json-text'
import { firstIssue, issueText } from '../../../shared/files/schema-issue'
import { err, ok, type Result } from '../../../shared/result'

const NOT_ONE = 'Choose a file that Crossview saved as a snapshot'

/** The JSON of a snapshot's text. @returns `INVALID_FILE` where it is none. */
export const parseSnapshot = async (text: string): Promise<Result<unknown, AppError>> => {
  const json = await parseJsonInTurns(text, FILES.snapshot, turn)
  if (json.ok) {
    // One that names no schema may still be known by what stands in it.
    const wrong = schemaOf(json.value) === '' ? wrongFile(text, 'snapshot') : null
    return wrong === null ? json : err(wrong)
  }
  return err(
    wrongFile(text, 'snapshot') ??
      appError('INVALID_FILE', `This is no Crossview snapshot: the file ${faultText(json.error)}.`, {
        advice: [`${NOT_ONE}.`],
      }),
  )
}

/**
 * Reads a snapshot of one kind. The largest takes seconds: between its steps whatever else waits has its turn.
 * @param json what `parseSnapshot` made of its text
 * @returns `INVALID_FILE` naming the first wrong field, or what the file is instead.
 */
export const readSnapshotFile = async <Schema extends z.ZodType>(
  json: unknown,
  schema: Schema,
  door: 'snapshot' | 'applications-snapshot',
): Promise<Result<z.output<Schema>, AppError>> => {
  await turn()
  const named = schemaOf(json)
  const other = wrongSchema(named, door)
  if (other !== null) return err(other)
  const parsed = schema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issue = firstIssue(parsed.error, json)
  return err(
    appError('INVALID_FILE', `This is no Crossview snapshot: ${issueText(issue)}.`, {
      field: issue.field || null,
      advice: [`${NOT_ONE}, unchanged.`],
    }),
  )
}

/** What a file of Crossview says that it is; empty where it says nothing. */
export const schemaOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'schema' in value && typeof value.schema === 'string'
    ? value.schema
    : ''

/**
 * A snapshot as text. Without line breaks between its fields: it is read by Crossview, and twice the size would be
 * blanks.
 * @returns `FILE_WRITE_FAILED` where it would be too long to be opened again
 */
export const snapshotFileText = (file: object, tooLarge: AppError): Result<string, AppError> => {
  let text = ''
  try {
    text = JSON.stringify(file)
  } catch (error) {
    // The engine has no text of more than 512 million characters.
    if (!(error instanceof RangeError)) throw error
  }
  return text !== '' && text.length < FILES.snapshot.characters ? ok(`${text}\n`) : err(tooLarge)
}
