/** `npm test -- lint` runs this: prints what the workflows for GitHub do not keep. */
import path from 'node:path'
import { githubFaults } from './workflows.mjs'

const faults = await githubFaults(path.resolve(import.meta.dirname, '../..'))
for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
