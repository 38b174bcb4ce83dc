import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { appError, type AppError } from '../../../shared/app-error'
import { hostOf } from '../../../shared/halo-address'
import { ok } from '../../../shared/result'
import type { TenantTurns } from '../../turns-port'
import { replaceFile } from './atomic-file'
import { createFileLock } from './file-lock'
import { readRegularFile } from './regular-file'

/** Two that begin at one moment decide by then which of them it is. */
const DECIDED_MS = 1_000

/** Who has a turn, for the others to say; the lock itself is the tickets of file-lock.ts. */
const holderSchema = z.object({ pid: z.int(), since: z.iso.datetime() })
const HOLDER_BYTES = 1_000

/**
 * Turns in the folder `runs`. Its files are named by a digest of the tenant's host: a customer's name is nobody's
 * business who lists the folder, and a host has characters that a file has not.
 * @param userData the data folder
 */
export const createTenantTurns = (userData: string): TenantTurns => {
  const folder = path.join(userData, 'runs')
  return {
    take: async (url, patience, signal) => {
      const host = hostOf(url)
      const tenant = createHash('sha256').update(host).digest('hex').slice(0, 16)
      const holder = path.join(folder, `${tenant}.json`)
      const lock = createFileLock(folder, {
        name: `${tenant}.turn`,
        patience: Math.max(DECIDED_MS, patience),
        busy: async () => busy(host, await readHolder(holder)),
        unwritable: (reason) =>
          appError('FILE_WRITE_FAILED', `Crossview cannot write to ${folder}: ${reason}.`, {
            advice: ['Set CROSSVIEW_USER_DATA to a data folder that can be written.'],
          }),
      })
      const turn = await lock.take(signal)
      if (!turn.ok) return turn
      const own = { pid: process.pid, since: new Date().toISOString() }
      // Without it the others wait as well, and say less.
      await replaceFile(holder, JSON.stringify(own), { keepBackup: false }).catch(() => undefined)
      return ok(async () => {
        await rm(holder, { force: true }).catch(() => undefined)
        await turn.value()
      })
    },
  }
}

const readHolder = async (file: string): Promise<z.infer<typeof holderSchema> | null> => {
  const read = await readRegularFile(file, HOLDER_BYTES)
  if (!read.ok) return null
  try {
    return holderSchema.safeParse(JSON.parse(read.value.bytes.toString())).data ?? null
  } catch {
    return null
  }
}

const busy = (host: string, holder: z.infer<typeof holderSchema> | null): AppError =>
  appError(
    'BUSY',
    holder === null
      ? `Another run of Crossview asks ${host} now, so this one asked nothing.`
      : `Another run of Crossview (process ${String(holder.pid)}) asks ${host} since ${holder.since}, so this one asked nothing.`,
    { advice: ['Run it again when that one has ended, or let it wait: --wait SECONDS.'] },
  )
