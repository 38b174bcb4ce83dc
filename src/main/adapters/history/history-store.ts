import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { AppError } from '../../../shared/app-error'
import { LARGEST_FILE } from '../../../shared/bounds'
import type {
  HistoryEntry,
  HistoryListing,
  HistorySettings,
  HistoryState,
} from '../../../shared/files/history'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf, whileHeld } from '../../held-file'
import type { HistoryRemovals, HistoryStore, ToKeep } from '../../history-port'
import type { Clock, ProfileStore, SecretStore } from '../../ports'
import { makeMark, sweepAmong, syncFolder, writeBeside } from '../files/atomic-file'
import { createFileLock, type FileLock } from '../files/file-lock'
import { createHistorySettings } from '../files/history-settings'
import type { SettingsStore } from '../files/settings-file'
import { BUSY, keyLost, notRead, notThere, notWritten, tooLarge, unusable } from './history-faults'
import {
  baselineFile,
  entryOf,
  findFolder,
  isId,
  listingOf,
  refreshIndex,
  sealedFile,
  type FoundFolder,
} from './history-folder'
import { createHistoryKeys, type HistoryKey, type HistoryKeys } from './history-key'
import { HistoryRoot } from './history-root'
import { beyondRetention } from './retention'
import { measured, seal, unpack, unseal, type SealedHeader } from './sealed-file'

export interface HistoryStoreDeps {
  /** Of the user's data. */
  readonly userData: string
  readonly secrets: SecretStore
  /** Whose history it is: of a tenant that is not stored nothing is kept. */
  readonly profiles: Pick<ProfileStore, 'load'>
  readonly clock: Pick<Clock, 'now'>
}

/** Opens the history in the folder of the user's data. Nothing is read or made before it is used. */
export const createHistoryStore = (deps: HistoryStoreDeps): HistoryStore & HistoryRemovals =>
  new FileHistory(deps)

/** Another process may be keeping a large result. */
const PATIENCE_MS = 60_000

class FileHistory implements HistoryStore, HistoryRemovals {
  private readonly root: HistoryRoot
  private readonly keys: HistoryKeys
  private readonly lock: FileLock
  private readonly chosen: SettingsStore<HistorySettings>

  constructor(private readonly deps: HistoryStoreDeps) {
    this.root = new HistoryRoot(path.join(deps.userData, 'history'))
    this.keys = createHistoryKeys(deps.secrets)
    this.lock = createFileLock(this.root.folder, { patience: PATIENCE_MS, busy: () => BUSY })
    this.chosen = createHistorySettings(deps.userData)
  }

  async state(): Promise<HistoryState> {
    const { settings } = await this.chosen.load()
    if (!settings.on) return { state: 'off' }
    const { status, message, advice } = await this.deps.secrets.status()
    return status === 'ready'
      ? { state: 'on' }
      : {
          state: 'unavailable',
          message: `No history is kept, since its key has no place. ${message}`,
          advice,
        }
  }

  async list(tenantId: string): Promise<HistoryListing> {
    if (!isId(tenantId)) return { entries: [], faults: [] }
    const folder = this.root.ofTenant(tenantId)
    let found: FoundFolder
    try {
      found = await findFolder(folder, tenantId)
    } catch (error) {
      const { message } = notRead(folder, error)
      return { entries: [], faults: [{ file: folder, state: 'damaged', reason: message }] }
    }
    return listingOf(found, await this.root.keyId())
  }

  async keep(tenantId: string, snapshot: ToKeep): Promise<Result<HistoryEntry | null, AppError>> {
    const { settings } = await this.chosen.load()
    if (!settings.on || settings.off.includes(tenantId) || !(await this.isStored(tenantId))) return ok(null)
    const { bytes, sha256 } = await measured(snapshot.text)
    if (bytes > LARGEST_FILE) return err(tooLarge())
    const key = await this.keyToSealWith()
    if (!key.ok) return key.error === null ? ok(null) : err(key.error)
    const { kind, at, app, counts, signed, change, text } = snapshot
    const keptAt = this.deps.clock.now().toISOString()
    const plain = {
      id: randomUUID(),
      kind,
      at,
      keptAt,
      sha256,
      app,
      signed,
      counts,
      ...(change && { change }),
    }
    const header: SealedHeader = { ...plain, tenant: tenantId, key: key.value.id }
    const file = path.join(this.root.ofTenant(tenantId), sealedFile(header.id))
    try {
      const written = await writeBeside(file, seal(header, text, key.value))
      const kept = await this.locked(async () => {
        // Removed meanwhile, in whichever process: its history is gone, and nothing of it comes back.
        if (!(await this.isStored(tenantId))) {
          await written.drop()
          await this.root.dropEmpty(tenantId)
          return ok(null)
        }
        await written.take()
        return this.afterKeeping(header, key.value, settings)
      })
      if (!kept.ok) await written.drop()
      return kept
    } catch (error) {
      return err(await notWritten('The result was not kept in the history', file, error))
    }
  }

  async read(tenantId: string, id: string): Promise<Result<string, AppError>> {
    if (!isId(tenantId) || !isId(id)) return err(notThere())
    const file = path.join(this.root.ofTenant(tenantId), sealedFile(id))
    const found = await this.keys.find()
    if (found.state === 'unavailable') return err(found.error)
    if (found.state === 'absent') return err((await this.root.holds(tenantId, id)) ? keyLost() : notThere())
    try {
      const opened = await whileHeld(() => unseal(file, { tenant: tenantId, id }, found.key))
      const text = opened.ok ? await unpack(opened.value) : opened
      if (text.ok) return text
      if (text.error.state === 'damaged') await this.noteDamage(tenantId, id)
      return err(unusable(file, text.error))
    } catch (error) {
      return err(codeOf(error) === 'ENOENT' ? notThere() : notRead(file, error))
    }
  }

  async setBaseline(tenantId: string, id: string, on: boolean): Promise<Result<HistoryEntry, AppError>> {
    if (!isId(tenantId) || !isId(id)) return err(notThere())
    const folder = this.root.ofTenant(tenantId)
    const file = path.join(folder, baselineFile(id))
    try {
      return await this.locked(async () => {
        const line = (await findFolder(folder, tenantId)).lines.get(id)
        if (line === undefined) return err(notThere())
        if (on) await makeMark(file)
        else await whileHeld(() => rm(file, { force: true }))
        await syncFolder(folder)
        return ok(entryOf(line, new Set(on ? [id] : [])))
      })
    } catch (error) {
      return err(await notWritten('The baseline was not changed', file, error))
    }
  }

  async remove(tenantId: string, ids: readonly string[] | null): Promise<Result<null, AppError>> {
    if (!isId(tenantId)) return err(notThere())
    const folder = this.root.ofTenant(tenantId)
    try {
      return await this.locked(async () => {
        if (ids === null) await this.root.removeTenant(tenantId)
        else {
          for (const id of ids.filter(isId)) await this.removeOne(folder, id)
          await syncFolder(folder).catch(() => undefined)
          await refreshIndex(folder, tenantId, await findFolder(folder, tenantId))
        }
        return ok(null)
      })
    } catch (error) {
      return err(await notWritten('Not all of it was removed from the history', folder, error))
    }
  }

  async erase(): Promise<Result<null, AppError>> {
    try {
      if (await this.root.isThere()) {
        await this.root.markRemoval([], 'key')
        const emptied = await this.locked(async () => {
          await this.root.empty()
          return ok(null)
        })
        if (!emptied.ok) return emptied
      }
    } catch (error) {
      return err(await notWritten('The history was not deleted', this.root.folder, error))
    }
    await this.forgetKey()
    return ok(null)
  }

  settings() {
    return this.chosen.load()
  }

  setSettings(settings: HistorySettings): Promise<Result<null, AppError>> {
    return this.chosen.save(settings)
  }

  async beginRemoval(
    ids: readonly string[],
    what: 'tenants' | 'everything',
  ): Promise<Result<null, AppError>> {
    try {
      // Where nothing was ever kept, nothing is to be removed.
      if (await this.root.isThere()) await this.root.markRemoval(ids.filter(isId), what)
      return ok(null)
    } catch (error) {
      return err(await notWritten('Nothing was removed', this.root.folder, error))
    }
  }

  async settle(stored: readonly string[]): Promise<readonly string[]> {
    const { tenants, everything, key } = await this.root.leftRemovals()
    const failed: AppError[] = []
    for (const id of tenants) {
      const removed = stored.includes(id) ? ok(null) : await this.remove(id, null)
      if (removed.ok) await this.root.endRemoval(id)
      else failed.push(removed.error)
    }
    if (everything && stored.length === 0) {
      const erased = await this.erase()
      if (!erased.ok) failed.push(erased.error)
    } else if (everything) await this.root.endWholeRemoval()
    if (key) await this.forgetKey()
    return failed.map(({ message }) => message)
  }

  /** A keychain that cannot be asked now is asked by the next {@link settle}: the mark stays. */
  private async forgetKey(): Promise<void> {
    const forgotten = await this.keys.forget()
    if (!forgotten.ok) return
    await this.root.endKeyRemoval()
    await this.root.dropIfEmpty()
  }

  private async isStored(tenantId: string): Promise<boolean> {
    const { data } = await this.deps.profiles.load()
    return data.profiles.some(({ id }) => id === tenantId)
  }

  /** One process at a time. What `work` rejects with is its caller's. */
  private async locked<T>(work: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
    const taken = await this.lock.take()
    if (!taken.ok) return taken
    try {
      return await work()
    } finally {
      await taken.value()
    }
  }

  /** The key, made where there is none yet. @returns an error of null where no keychain can be had */
  private async keyToSealWith(): Promise<Result<HistoryKey, AppError | null>> {
    const found = await this.keys.find()
    if (found.state === 'unavailable') return err(null)
    if (found.state === 'found' && (await this.root.keyId()) === found.key.id) return ok(found.key)
    // Without a keychain nothing is made, not even the folder.
    if (found.state === 'absent' && (await this.deps.secrets.status()).status !== 'ready') return err(null)
    return this.locked(async () => {
      // Another process may have made one meanwhile.
      const again = await this.keys.find()
      if (again.state === 'unavailable') return err(again.error)
      // SECURITY: a key that was to be deleted must not seal anything new.
      const isUsable = again.state === 'found' && !(await this.root.isKeyRemovalLeft())
      const key = isUsable ? ok(again.key) : await this.keys.make()
      if (!key.ok) return key
      await this.root.setKeyId(key.value.id)
      await this.root.endKeyRemoval()
      return key
    })
  }

  /** The index, and what is beyond count and age. The snapshot is kept already: what fails here is made good by the next. */
  private async afterKeeping(
    { tenant, id }: SealedHeader,
    key: HistoryKey,
    settings: HistorySettings,
  ): Promise<Result<HistoryEntry, AppError>> {
    const folder = this.root.ofTenant(tenant)
    const found = await findFolder(folder, tenant)
    await sweepAmong(folder, found.names).catch(() => undefined)
    const lines = new Map(found.lines)
    const { entries } = listingOf(found, key.id)
    for (const entry of beyondRetention(entries, settings, this.deps.clock.now().getTime())) {
      const line = lines.get(entry.id)
      if (entry.id === id || line === undefined) continue
      const file = path.join(folder, sealedFile(entry.id))
      const opened = await unseal(file, { tenant, id: entry.id }, key).catch(() => null)
      // Damaged ones are a person's to remove; and the index may say what the snapshot does not.
      if (opened?.ok === false) lines.set(entry.id, { ...line, damaged: true })
      if (opened?.ok !== true || opened.value.header.signed) continue
      await this.removeOne(folder, entry.id)
        .then(() => lines.delete(entry.id))
        .catch(() => undefined)
    }
    await refreshIndex(folder, tenant, { lines })
    const line = lines.get(id)
    return line === undefined ? err(notThere()) : ok(entryOf(line, found.baselines))
  }

  /** First the snapshot: without it the mark of a baseline says nothing. */
  private async removeOne(folder: string, id: string): Promise<void> {
    for (const name of [sealedFile(id), baselineFile(id)])
      await whileHeld(() => rm(path.join(folder, name), { force: true }))
  }

  /** A broken seal is seen with the key only: from now on the list names it without. */
  private async noteDamage(tenant: string, id: string): Promise<void> {
    const folder = this.root.ofTenant(tenant)
    await this.locked(async () => {
      const { lines } = await findFolder(folder, tenant)
      const line = lines.get(id)
      if (line !== undefined && line.damaged !== true)
        await refreshIndex(folder, tenant, { lines: new Map(lines).set(id, { ...line, damaged: true }) })
      return ok(null)
    })
  }
}
