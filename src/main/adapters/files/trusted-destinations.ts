import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { appError } from '../../../shared/app-error'
import { FILES } from '../../../shared/bounds'
import { exactly } from '../../../shared/exact-schema'
import { parseJson } from '../../../shared/files/json-text'
import { err, ok } from '../../../shared/result'
import type { Destination, TrustedDestinations } from '../../ports'
import { whileHeld } from '../../held-file'
import { backupOf, replaceFile } from './atomic-file'
import { whyNotWritten } from './write-fault'

/** `profile-traces.ts` deletes it together with all tenants. */
const FILE = 'trusted-configs.json'

interface TrustedFile {
  readonly schema: 'crossview.trusted-configs/1'
  readonly trusted: readonly Destination[]
}

const texts = z.array(z.string().max(5000)).max(1000)

const fileSchema = exactly<TrustedFile>()(
  z.strictObject({
    schema: z.literal('crossview.trusted-configs/1'),
    trusted: z
      .array(
        z.strictObject({
          host: z.string().max(300),
          certificates: texts,
          proxy: z.string().max(300).nullable(),
          secrets: texts,
        }),
      )
      .max(1000),
  }),
)

/**
 * A small file of its own, readable by its owner only. One that is missing or damaged trusts
 * nothing, so the question is asked again.
 * @param folder of the user's data
 */
export const createTrustedDestinations = (folder: string): TrustedDestinations => {
  const file = path.join(folder, FILE)
  const read = async (): Promise<readonly Destination[]> => {
    const text = await whileHeld(() => readFile(file, 'utf8')).catch(() => '')
    const json = parseJson(text, FILES.config)
    const parsed = json.ok ? fileSchema.safeParse(json.value) : null
    return parsed?.success === true ? parsed.data.trusted : []
  }
  return {
    has: async (wanted) => (await read()).some((known) => covers(known, wanted)),
    add: async (destination) => {
      const others = (await read()).filter((known) => !covers(destination, known))
      const content: TrustedFile = {
        schema: 'crossview.trusted-configs/1',
        trusted: [destination, ...others].slice(0, 1000),
      }
      try {
        await replaceFile(file, `${JSON.stringify(content, null, 1)}\n`, { keepBackup: false })
        // Earlier versions kept one, which nothing reads. What cannot be deleted now is deleted with the next answer.
        await whileHeld(() => rm(backupOf(file), { force: true })).catch(() => undefined)
        return ok(file)
      } catch (error) {
        const { reason, advice } = await whyNotWritten(file, error)
        return err(
          appError('FILE_WRITE_FAILED', `The answer could not be kept in ${file}: ${reason}.`, {
            advice: [advice],
          }),
        )
      }
    },
  }
}

/** Fewer secrets or certificates need no new answer; another host, another proxy or one more of them does. */
const covers = (known: Destination, wanted: Destination): boolean =>
  known.host === wanted.host &&
  known.proxy === wanted.proxy &&
  wanted.certificates.every((fingerprint) => known.certificates.includes(fingerprint)) &&
  wanted.secrets.every((source) => known.secrets.includes(source))
