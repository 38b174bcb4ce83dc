import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { codeOf, whileHeld } from '../../held-file'
import { makeMark, replaceFile, sweepOrphans, syncFolder } from '../files/atomic-file'
import { isId, sealedFile } from './history-folder'

const KEY_FILE = 'key.json'
const KEY_ID = /^[0-9a-f]{16}$/
const keySchema = z.strictObject({ keys: z.array(z.string().regex(KEY_ID)).max(1_000) })

/** Empty files beside the folders: what their names say is to be removed, and was not when they were made. */
const REMOVING = '.removing'
const ALL_REMOVING = `all${REMOVING}`

/** What was about to go, and may not have gone. */
export interface LeftRemovals {
  readonly tenants: readonly string[]
  readonly everything: boolean
  /** Ids of keys whose snapshots are gone. */
  readonly keys: readonly string[]
}

/** The folder with a folder for each tenant, and what is to go of it. Its methods reject with the system's error. */
export class HistoryRoot {
  constructor(readonly folder: string) {}

  ofTenant(id: string): string {
    return path.join(this.folder, id)
  }

  isThere(): Promise<boolean> {
    return isThere(this.folder)
  }

  holds(tenant: string, id: string): Promise<boolean> {
    return isThere(path.join(this.ofTenant(tenant), sealedFile(id)))
  }

  /**
   * Which keys the keychain had when it was last asked, as they are called in headers; the last one is sealed with.
   * null: not known.
   */
  async keyIds(): Promise<readonly string[] | null> {
    try {
      return keySchema.safeParse(JSON.parse(await readFile(this.in(KEY_FILE), 'utf8'))).data?.keys ?? null
    } catch {
      return null
    }
  }

  async setKeyIds(keys: readonly string[]): Promise<void> {
    await sweepOrphans(this.in(KEY_FILE))
    await replaceFile(this.in(KEY_FILE), `${JSON.stringify({ keys })}\n`, { keepBackup: false })
  }

  /** Of every tenant that something is kept of. */
  async tenants(): Promise<readonly string[]> {
    return (await this.names()).filter(isId)
  }

  /** All of a tenant, whatever is in its folder. */
  removeTenant(id: string): Promise<void> {
    return removeTree(this.ofTenant(id))
  }

  /** What was made for a tenant that is not there any more. */
  async dropEmpty(tenant: string): Promise<void> {
    await rmdir(this.ofTenant(tenant)).catch(() => undefined)
  }

  /**
   * All but the files of the lock under which this is done, and the marks of keys that are to go as well. The other marks go
   * last: until then they say what is to be done.
   */
  async empty(): Promise<void> {
    const names = (await this.names()).filter((name) => !isOfLock(name) && keyMarked(name) === null)
    const marks = names.filter((name) => name.endsWith(REMOVING))
    for (const name of [...names.filter((each) => !marks.includes(each)), ...marks])
      await removeTree(this.in(name))
    await syncFolder(this.folder)
  }

  async dropIfEmpty(): Promise<void> {
    await rmdir(this.folder).catch(() => undefined)
  }

  /** Says on the disk that these are about to go. */
  async markRemoval(ids: readonly string[], what: 'tenants' | 'everything' | 'keys'): Promise<void> {
    for (const id of ids) await makeMark(this.in(`${id}${REMOVING}`))
    if (what === 'everything') await makeMark(this.in(ALL_REMOVING))
  }

  /** @param id of a tenant or of a key */
  endRemoval(id: string): Promise<void> {
    return this.unmark(`${id}${REMOVING}`)
  }

  endWholeRemoval(): Promise<void> {
    return this.unmark(ALL_REMOVING)
  }

  async leftRemovals(): Promise<LeftRemovals> {
    const names = await this.names()
    return {
      tenants: names
        .filter((name) => name.endsWith(REMOVING))
        .map((name) => name.slice(0, -REMOVING.length))
        .filter(isId),
      everything: names.includes(ALL_REMOVING),
      keys: names.map(keyMarked).filter((id) => id !== null),
    }
  }

  private in(name: string): string {
    return path.join(this.folder, name)
  }

  private names(): Promise<readonly string[]> {
    // No folder: nothing was ever kept. One that cannot be read tells at the next snapshot.
    return readdir(this.folder).catch(() => [])
  }

  /** What stays is looked at again at the next start. */
  private async unmark(name: string): Promise<void> {
    await whileHeld(() => rm(this.in(name), { force: true })).catch(() => undefined)
  }
}

/** The key that a mark says is to go; null: it is no such mark. */
const keyMarked = (name: string): string | null => {
  const id = name.endsWith(REMOVING) ? name.slice(0, -REMOVING.length) : ''
  return KEY_ID.test(id) ? id : null
}

/** `files/file-lock.ts` */
const isOfLock = (name: string): boolean => name.startsWith('profiles.turn-')

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  )

const removeTree = (folder: string): Promise<void> =>
  whileHeld(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
