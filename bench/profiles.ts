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
import { median, type Benchmark, type Figure } from './figure'

const FEW = 10
const MANY = 1_000
const ROUNDS = 30

/** Lists and changes 10 and 1,000 stored tenants from the file: the many against the few. */
export const run: Benchmark = async () => {
  const few = await measured(FEW)
  const many = await measured(MANY)
  const times = `for ${String(MANY / FEW)} times as many`
  const figure = (what: string, of: 'list' | 'change', aim: string | null): Figure => ({
    what: `${what} of 1,000 stored tenants`,
    ours: many[of],
    unit: 'ms',
    reference: { what: `the same of 10: as much ${times}`, value: few[of] },
    aim,
    runs: ROUNDS,
  })
  return [
    figure('list all', 'list', 'under 100 times it'),
    figure('change the order', 'change', 'under 100 times it'),
    {
      what: 'calls of the keychain for 1,000 stored tenants, listed and changed',
      ours: many.calls,
      unit: 'requests',
      reference: null,
      aim: 'none, as for 10',
      runs: 1,
    },
  ]
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
    const list = await middle(async () => {
      const answer = await service.list()
      if (!answer.ok || answer.value.profiles.length !== count) throw new Error('Not all were listed')
    })
    const ids = profiles.map(({ id }) => id)
    const change = await middle(async () => {
      const answer = await service.reorder({ ids: ids.reverse() })
      if (!answer.ok) throw new Error(answer.error.message)
    })
    return { list, change, calls: keytar.calls }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const middle = async (work: () => Promise<void>): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return median(times)
}
