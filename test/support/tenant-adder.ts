import { randomUUID } from 'node:crypto'
import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { createSaveJournal } from '../../src/main/adapters/profile-store/save-journal'
import { createFileLock } from '../../src/main/adapters/files/file-lock'
import type { SecretStore } from '../../src/main/ports'
import { createProfileService } from '../../src/main/services/profiles/profile-service'
import { profileInputSchema } from '../../src/shared/files/profile'
import { MemorySecrets } from './memory-secrets'

/**
 * Adds tenants `<name> 1`, `<name> 2` and so on through the service, and after each one that other
 * adders add too, `shared <number>`. Reports each as `<name>: <outcome>`. Told to hold, it stops
 * in the middle of the first change, as at a keychain that does not answer. Waits for others for so
 * many milliseconds, where that is given.
 */
const [folder = '', name = '', count = '0', hold = '', patience = ''] = process.argv.slice(2)

const secrets = new MemorySecrets()
const holding: SecretStore = {
  status: () => secrets.status(),
  get: () => {
    process.stdout.write('holding\n')
    setInterval(() => undefined, 60_000)
    return new Promise(() => undefined)
  },
  set: (id, secret, trust) => secrets.set(id, secret, trust),
  delete: (id) => secrets.delete(id),
  underWay: () => secrets.underWay(),
}

const service = createProfileService({
  store: createProfileFile(
    folder,
    { now: () => new Date() },
    createFileLock(folder, patience === '' ? {} : { patience: Number(patience) }),
  ),
  secrets: hold === 'hold' ? holding : secrets,
  journal: createSaveJournal(folder),
  clock: { now: () => new Date() },
  newId: randomUUID,
})

const add = async (tenant: string): Promise<void> => {
  const saved = await service.save({
    id: null,
    profile: profileInputSchema.parse({
      name: tenant,
      url: 'https://contoso.halopsa.com',
      app: { kind: 'application', clientId: 'app-client' },
    }),
    secrets: { app: 'secret' },
  })
  process.stdout.write(`${tenant}: ${saved.ok ? 'added' : saved.error.code}\n`)
  if (!saved.ok && saved.error.code !== 'CONFLICT') process.stderr.write(`${saved.error.message}\n`)
}

for (let index = 1; index <= Number(count); index += 1) {
  await add(`${name} ${String(index)}`)
  await add(`shared ${String(index)}`)
}
