import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { profileSchema } from '../../src/shared/files/profile'

/** Saves one state of the profiles after the other and reports each number, until it is killed. */
const [folder = '', start = '0'] = process.argv.slice(2)
const store = createProfileFile(folder, { now: () => new Date() })

const profiles = (count: number) =>
  Array.from({ length: 50 }, (_each, index) =>
    profileSchema.parse({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      createdAt: '2026-11-24T08:00:00.000Z',
      updatedAt: '2026-11-24T08:00:00.000Z',
      name: `Save ${String(count)}`,
      url: 'https://contoso.halopsa.com',
      app: { kind: 'application', clientId: 'app-client' },
    }),
  )

for (let count = Number(start) + 1; ; count += 1) {
  const saved = await store.save({ profiles: profiles(count) })
  if (!saved.ok) throw new Error(saved.error.message)
  process.stdout.write(`${String(count)}\n`)
}
