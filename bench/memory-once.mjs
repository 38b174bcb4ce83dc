/** One piece of work of `memory-once.ts` in a process of its own, and what it took of it. */
import { moduleAt } from '../scripts/lib/module-at.mjs'

/** @type {{ work: 'compared' | 'opened', given: string | number }} */
const { work, given } = JSON.parse(process.env['OPTIONS'] ?? '{}')
const module = await moduleAt('bench/memory-once.ts')
const memory = await module[work](given)
process.send?.(memory, () => process.exit(0))
