/** `npm run bench`: prints benchmarks as ratios; the machine is noisy, so nothing here can fail on time. */
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const CASES = ['explaining', 'listing', 'profiles']

for (const name of CASES) {
  process.stdout.write(`\n# ${name}\n`)
  const file = fileURLToPath(new URL(`../bench/${name}.ts`, import.meta.url))
  const { module } = await runnerImport(file, { configFile: false })
  await module.run()
}
