/** `npm test -- lint` runs this: prints what the documents and their citations do not keep. */
import path from 'node:path'
import { documentFaults } from './documents.mjs'

const faults = documentFaults(path.resolve(import.meta.dirname, '../..'))
for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
