/**
 * `npm run bench`: prints benchmarks as ratios; the machine is noisy, so nothing here can fail on
 * time. `npm run bench -- listing` runs only those named.
 */
import { moduleAt } from './lib/module-at.mjs'
import { setup } from './setup.mjs'

const CASES = ['explaining', 'listing', 'many-runs', 'profiles', 'scrubbing', 'snapshots']

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !CASES.includes(name))
if (unknown.length > 0)
  throw new Error(`no benchmark is called ${unknown.join(', ')}; there are ${CASES.join(', ')}`)

setup('start')
for (const name of asked.length === 0 ? CASES : asked) {
  process.stdout.write(`\n# ${name}\n`)
  const { run } = await moduleAt(`bench/${name}.ts`)
  await run()
}
