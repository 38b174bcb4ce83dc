/** `npm run verify:faults`: every fault, what the user is told, and how soon. Fails when one is told wrongly. */
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const file = fileURLToPath(new URL('../bench/faults.ts', import.meta.url))
const { module } = await runnerImport(file, { configFile: false })
process.exitCode = (await module.run()) === 0 ? 0 : 1
