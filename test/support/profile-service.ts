import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { createRemovalJournal, createSaveJournal } from '../../src/main/adapters/profile-store/save-journal'
import type { ProfileStore } from '../../src/main/ports'
import { createProfileService } from '../../src/main/services/profiles/profile-service'
import type { Requests } from '../../src/shared/ipc/contract'
import { appError } from '../../src/shared/app-error'
import { err } from '../../src/shared/result'
import { MemorySecrets } from './memory-secrets'
import { fixedClock, profileInput, temporaryFolder } from './profiles'

export const SECRETS = { app: 'app-secret-1', agent: 'agent-secret-1' }

export const setUp = () => {
  const folder = temporaryFolder()
  const file = createProfileFile(folder, fixedClock)
  const secrets = new MemorySecrets()
  const disk = { full: false }
  const store: ProfileStore = {
    load: () => file.load(),
    beginChange: () => file.beginChange(),
    save: (data) =>
      disk.full ? Promise.resolve(err(appError('FILE_WRITE_FAILED', 'The disk is full.'))) : file.save(data),
    traces: () => file.traces(),
    erase: () => file.erase(),
  }
  let count = 0
  const newId = () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`
  /** As a new process would: with the same folder, and a memory of its own. */
  const open = () =>
    createProfileService({
      store,
      secrets,
      journal: createSaveJournal(folder),
      removals: createRemovalJournal(folder),
      clock: fixedClock,
      newId,
    })
  return { folder, file, store, secrets, disk, open, service: open() }
}

export type SetUp = ReturnType<typeof setUp>

export const add = async (
  { service }: SetUp,
  changes = {},
  secrets: Requests['profiles:save']['secrets'] = SECRETS,
) => {
  const saved = await service.save({ id: null, profile: profileInput(changes), secrets })
  if (!saved.ok) throw new Error(saved.error.message)
  return saved.value.profile.id
}

export const listed = async ({ service }: Pick<SetUp, 'service'>) => {
  const list = await service.list()
  if (!list.ok) throw new Error(list.error.message)
  return list.value.profiles
}
