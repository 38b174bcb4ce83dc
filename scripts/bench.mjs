/**
 * `npm run bench`: prints benchmarks as ratios; the machine is noisy, so nothing here can fail on
 * time. `npm run bench -- listing` runs only those named.
 */
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const CASES = ['explaining', 'listing', 'many-runs', 'profiles', 'scrubbing']

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !CASES.includes(name))
if (unknown.length > 0)
  throw new Error(`no benchmark is called ${unknown.join(', ')}; there are ${CASES.join(', ')}`)
for (const name of asked.length === 0 ? CASES : asked) {
  process.stdout.write(`\n# ${name}\n`)
  const file = fileURLToPath(new URL(`../bench/${name}.ts`, import.meta.url))
  const { module } = await runnerImport(file, { configFile: false })
  await module.run()
}
