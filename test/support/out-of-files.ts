import { randomUUID } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { createSaveJournal } from '../../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../../src/main/services/profiles/profile-service'
import { profileInputSchema } from '../../src/shared/files/profile'
import { MemorySecrets } from './memory-secrets'

/**
 * Adds a tenant, one with no file to be opened any more (`ulimit -n`), and one after that. Prints
 * each answer, the list after each, and what the secret store holds in the end, as lines of JSON.
 */
const [folder = ''] = process.argv.slice(2)
const clock = { now: () => new Date() }
const secrets = new MemorySecrets()
const service = createProfileService({
  store: createProfileFile(folder, clock),
  secrets,
  journal: createSaveJournal(folder),
  clock,
  newId: randomUUID,
})

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)

const add = async (name: string) => {
  print(
    await service.save({
      id: null,
      profile: profileInputSchema.parse({
        name,
        url: 'https://contoso.halopsa.com',
        app: { kind: 'application', clientId: 'app-client' },
      }),
      secrets: { app: `secret of ${name}` },
    }),
  )
  print(await service.list())
}

await add('Before')
const held: FileHandle[] = []
try {
  for (;;) held.push(await open('/dev/null'))
} catch (error) {
  if (!String(error).includes('EMFILE')) throw error
}
await add('During')
for (const handle of held) await handle.close()
print(await service.list())
await add('After')
print([...secrets.kept.values()])
