import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { codeOf, whileHeld } from '../../held-file'
import { makeMark, replaceFile, sweepOrphans, syncFolder } from '../files/atomic-file'
import { isId, sealedFile } from './history-folder'

const KEY_FILE = 'key.json'
const keySchema = z.strictObject({ key: z.string().regex(/^[0-9a-f]{16}$/) })

/** Empty files beside the folders: what their names say is to be removed, and was not when they were made. */
const REMOVING = '.removing'
const KEY_REMOVING = `key${REMOVING}`
const ALL_REMOVING = `all${REMOVING}`

/** What was about to go, and may not have gone. */
export interface LeftRemovals {
  readonly tenants: readonly string[]
  readonly everything: boolean
  readonly key: boolean
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

  /** Which key the keychain had last, as it is called in headers; null: not known. */
  async keyId(): Promise<string | null> {
    try {
      return keySchema.safeParse(JSON.parse(await readFile(this.in(KEY_FILE), 'utf8'))).data?.key ?? null
    } catch {
      return null
    }
  }

  async setKeyId(key: string): Promise<void> {
    await sweepOrphans(this.in(KEY_FILE))
    await replaceFile(this.in(KEY_FILE), `${JSON.stringify({ key })}\n`, { keepBackup: false })
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
   * All but the files of the lock under which this is done, and the mark that the key is to go as well. The other marks go
   * last: until then they say what is to be done.
   */
  async empty(): Promise<void> {
    const names = (await this.names()).filter((name) => name !== KEY_REMOVING && !isOfLock(name))
    const marks = names.filter((name) => name.endsWith(REMOVING))
    for (const name of [...names.filter((each) => !marks.includes(each)), ...marks])
      await removeTree(this.in(name))
    await syncFolder(this.folder)
  }

  async dropIfEmpty(): Promise<void> {
    await rmdir(this.folder).catch(() => undefined)
  }

  /** Says on the disk that these are about to go. */
  async markRemoval(ids: readonly string[], what: 'tenants' | 'everything' | 'key'): Promise<void> {
    const marks = ids.map((id) => `${id}${REMOVING}`)
    if (what === 'everything') marks.push(ALL_REMOVING)
    if (what === 'key') marks.push(KEY_REMOVING)
    for (const name of marks) await makeMark(this.in(name))
  }

  endRemoval(id: string): Promise<void> {
    return this.unmark(`${id}${REMOVING}`)
  }

  endWholeRemoval(): Promise<void> {
    return this.unmark(ALL_REMOVING)
  }

  endKeyRemoval(): Promise<void> {
    return this.unmark(KEY_REMOVING)
  }

  isKeyRemovalLeft(): Promise<boolean> {
    return isThere(this.in(KEY_REMOVING))
  }

  async leftRemovals(): Promise<LeftRemovals> {
    const names = await this.names()
    return {
      tenants: names
        .filter((name) => name.endsWith(REMOVING))
        .map((name) => name.slice(0, -REMOVING.length))
        .filter(isId),
      everything: names.includes(ALL_REMOVING),
      key: names.includes(KEY_REMOVING),
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

/** `files/file-lock.ts` */
const isOfLock = (name: string): boolean => name.startsWith('profiles.turn-')

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  )

const removeTree = (folder: string): Promise<void> =>
  whileHeld(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
