import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createProfileFile } from '../src/main/adapters/profile-store/profile-store'
import { systemClock } from '../src/main/adapters/system/system-clock'
import { createSaveJournal } from '../src/main/adapters/profile-store/save-journal'
import { createProfileService } from '../src/main/services/profiles/profile-service'
import { MapKeytar } from '../test/support/map-keytar'
import { createKeychain } from '../src/main/adapters/keychain/keychain'
import { storedProfile } from '../test/support/stored-profile'

const FEW = 10
const MANY = 1_000
const ROUNDS = 30

/** Lists and changes 10 and 1,000 stored tenants from the file, and prints how much longer the many take. */
export const run = async (): Promise<void> => {
  const few = await measured(FEW)
  const many = await measured(MANY)
  const lines = [
    `tenants                     ${FEW} and ${MANY}`,
    `listed in                   ${ms(few.list)} and ${ms(many.list)}, ${ratio(many.list / few.list)} times as long for ${MANY / FEW} times as many`,
    `one changed in              ${ms(few.change)} and ${ms(many.change)}, ${ratio(many.change / few.change)} times as long`,
    `calls of the keychain       ${few.calls} and ${many.calls}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const measured = async (count: number) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  try {
    const keytar = new MapKeytar()
    const store = createProfileFile(folder, systemClock)
    const service = createProfileService({
      store,
      secrets: createKeychain({ load: () => keytar }),
      journal: createSaveJournal(folder),
      clock: systemClock,
      newId: randomUUID,
    })
    const profiles = Array.from({ length: count }, (_each, index) =>
      storedProfile(index, { keychainSecrets: ['app', 'agent'] }),
    )
    const saved = await store.save({ profiles })
    if (!saved.ok) throw new Error(saved.error.message)
    const list = await median(async () => {
      const answer = await service.list()
      if (!answer.ok || answer.value.profiles.length !== count) throw new Error('Not all were listed')
    })
    const ids = profiles.map(({ id }) => id)
    const change = await median(async () => {
      const answer = await service.reorder({ ids: ids.reverse() })
      if (!answer.ok) throw new Error(answer.error.message)
    })
    return { list, change, calls: keytar.calls }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const median = async (work: () => Promise<void>): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2] ?? 0
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`

const ratio = (value: number): string => value.toFixed(1)
