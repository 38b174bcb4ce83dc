/**
 * `npm run bench`: prints benchmarks as ratios; the machine is noisy, so nothing here can fail on
 * time. `npm run bench -- listing` runs only those named.
 */
import { moduleAt } from './lib/module-at.mjs'
import { prepared, takesOnly } from './lib/prepared.mjs'
import { setup } from './setup.mjs'

const CASES = [
  'assessing',
  'explaining',
  'listing',
  'many-runs',
  'predicting',
  'profiles',
  'scrubbing',
  'snapshots',
  'summarizing',
]

const asked = process.argv.slice(2)
const isReady = prepared('No benchmark was run', () => {
  takesOnly(...CASES)
  setup('start')
})
for (const name of !isReady ? [] : asked.length === 0 ? CASES : asked) {
  process.stdout.write(`\n# ${name}\n`)
  const { run } = await moduleAt(`bench/${name}.ts`)
  await run()
}
