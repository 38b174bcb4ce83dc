/** `npm run verify:faults`: every fault, what is reported to the user, and how soon. Fails when one is reported wrongly. */
import { moduleAt } from './lib/module-at.mjs'
import { prepared, takesOnly } from './lib/prepared.mjs'
import { setup } from './setup.mjs'

const isReady = prepared('No fault was tried', () => {
  takesOnly()
  setup('start')
})
if (isReady) {
  const { wronglyTold } = await moduleAt('bench/faults.ts')
  process.exitCode = (await wronglyTold()) === 0 ? 0 : 1
}
