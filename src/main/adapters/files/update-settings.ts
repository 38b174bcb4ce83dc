import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { appError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { parseJson } from '../../../shared/files/json-text'
import { UPDATES_OFF, updateSettingsSchema } from '../../../shared/files/updates'
import { err, ok } from '../../../shared/result'
import type { UpdateSettingsStore } from '../../ports'
import { codeOf, whileHeld } from '../../held-file'
import { decodeText } from '../../text-file'
import { replaceFile, sweepOrphans } from './atomic-file'
import { whyNotWritten } from './write-fault'

/**
 * A small file of its own, readable by its owner only. One that is damaged, or of a version that this one
 * does not know, switches nothing on: it is as if nobody had chosen, and that is said.
 * @param folder of the user's data
 */
export const createUpdateSettings = (folder: string): UpdateSettingsStore => {
  const file = path.join(folder, 'updates.json')
  return {
    load: async () => {
      await sweepOrphans(file)
      let bytes
      try {
        bytes = await whileHeld(() => readFile(file))
      } catch (error) {
        const missing = codeOf(error) === 'ENOENT'
        return { settings: UPDATES_OFF, notice: missing ? null : notRead(file) }
      }
      const text = decodeText(bytes)
      const json = text.ok ? parseJson(text.value, FILES.updates) : text
      const parsed = json.ok ? updateSettingsSchema.safeParse(json.value) : null
      return parsed?.success === true
        ? { settings: parsed.data, notice: null }
        : { settings: UPDATES_OFF, notice: damaged(file) }
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
  }
}

const damaged = (file: string): string =>
  `What was chosen here is lost, because ${file} is damaged or of another version of Crossview. The check is off; choose again.`

const notRead = (file: string): string =>
  `What was chosen here is not known, because ${file} could not be read. The check is off.`
