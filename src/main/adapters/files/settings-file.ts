import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { appError, type AppError } from '../../../shared/app-error'
import type { JsonBounds } from '../../../shared/bounds'
import { parseJson } from '../../../shared/files/json-text'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf, whileHeld } from '../../held-file'
import { decodeText } from '../../text-file'
import { replaceFile, sweepOrphans } from './atomic-file'
import { whyNotWritten } from './write-fault'

interface SettingsFile<Settings> {
  readonly file: string
  readonly bounds: JsonBounds
  readonly schema: z.ZodType<Settings>
  /** As long as nobody chose anything. */
  readonly none: Settings
  /** What that means, as a sentence after why the file is of no use. */
  readonly meaning: string
}

export interface SettingsStore<Settings> {
  /** Never rejects. `notice`: what went wrong with the file, in a sentence. */
  load(): Promise<{ readonly settings: Settings; readonly notice: string | null }>
  save(settings: Settings): Promise<Result<null, AppError>>
}

/**
 * A small file of its own, readable by its owner only. One that is damaged, or of a version that this one
 * does not know, switches nothing on: it is as if nobody had chosen, and that is said.
 */
export const createSettingsFile = <Settings>({
  file,
  bounds,
  schema,
  none,
  meaning,
}: SettingsFile<Settings>): SettingsStore<Settings> => ({
  load: async () => {
    await sweepOrphans(file)
    let bytes
    try {
      bytes = await whileHeld(() => readFile(file))
    } catch (error) {
      const missing = codeOf(error) === 'ENOENT'
      return {
        settings: none,
        notice: missing
          ? null
          : `What was chosen here is not known, because ${file} could not be read. ${meaning}.`,
      }
    }
    const text = decodeText(bytes)
    const json = text.ok ? parseJson(text.value, bounds) : text
    const parsed = json.ok ? schema.safeParse(json.value) : null
    return parsed?.success === true
      ? { settings: parsed.data, notice: null }
      : {
          settings: none,
          notice: `What was chosen here is lost, because ${file} is damaged or of another version of Crossview. ${meaning}; choose again.`,
        }
  },
  save: async (settings) => {
    try {
      await replaceFile(file, `${JSON.stringify(settings, null, 1)}\n`, { keepBackup: false })
      return ok(null)
    } catch (error) {
      const { reason, advice } = await whyNotWritten(file, error)
      return err(
        appError('FILE_WRITE_FAILED', `The choice could not be kept in ${file}: ${reason}.`, {
          advice: [advice, 'Then choose again.'],
        }),
      )
    }
  },
})
