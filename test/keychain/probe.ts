import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createKeychain } from '../../src/main/adapters/keychain/keychain'
import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { createSaveJournal } from '../../src/main/adapters/profile-store/save-journal'
import { endProcess } from '../../src/main/end-process'
import { createProfileService } from '../../src/main/services/profiles/profile-service'
import { profileInputSchema } from '../../src/shared/files/profile'
import { TRUST } from '../support/trust'

/**
 * Asks the keychain one call a line, `[1,"set","id","secret"]`, and prints each answer as a line of
 * JSON with the call's number. Ends with status 3 when its input ends.
 */
const store = createKeychain({ deadline: Number(process.argv[2]) })
const folder = mkdtempSync(path.join(tmpdir(), 'crossview-probe-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
const service = createProfileService({
  store: createProfileFile(folder, systemClock),
  secrets: store,
  journal: createSaveJournal(folder),
  clock: systemClock,
  newId: randomUUID,
})

const answer = async ([method, id = '', secret = '']: string[]): Promise<unknown> => {
  switch (method) {
    case 'status':
      return store.status()
    case 'get':
      return store.get(id)
    case 'set':
      return store.set(id, secret, TRUST)
    case 'delete':
      return store.delete(id)
    case 'settled':
      return (await store.underWay()) ?? null
    case 'read':
      return (await readFile(id, 'utf8')).length
    case 'add':
      return service.save({
        id: null,
        profile: profileInputSchema.parse({
          name: id,
          url: 'https://contoso.halopsa.com',
          app: { kind: 'application', clientId: 'app' },
          agent: { kind: 'application', clientId: 'agent' },
        }),
        secrets: { app: `${secret}-app`, agent: `${secret}-agent` },
      })
    case 'list':
      return service.list()
    case 'notes':
      return readdir(path.join(folder, 'unfinished-saves'))
    default:
      return { unknown: method }
  }
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const [count, ...call] = JSON.parse(line) as [number, ...string[]]
  void answer(call).then((result) => process.stdout.write(`${JSON.stringify([count, result])}\n`))
})
lines.on('close', () => {
  rmSync(folder, { recursive: true, force: true })
  endProcess(3)
})
