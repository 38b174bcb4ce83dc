/**
 * `npm test`: sets up, builds, then runs everything that must hold, counts it all, and ends with
 * `N passed, N failed`. `npm test -- lint unit` runs only the stages named.
 */
import { build } from './lib/build.mjs'
import { findElectron, installElectron } from './lib/electron.mjs'
import { createRun } from './lib/test-run.mjs'
import { LANES, STAGES } from './lib/test-stages.mjs'
import { messageOf, say, setup, WrongUsage } from './setup.mjs'

/** @typedef {import('./lib/test-stages.mjs').Stage} Stage */

const run = createRun()

/** No secret of any test may be in what all of them printed, or left in their temporary folder. */
const sweep = async () => {
  process.stdout.write('\n--- secrets in output and leftovers\n')
  // Imported here: vite is not there before the set-up.
  const { sweepLeftovers } = await import('./lib/sweep.mjs')
  const found = await sweepLeftovers({ output: run.output, folder: run.temporary })
  for (const place of found) process.stdout.write(`A secret of a test was found: ${place}\n`)
  run.count('secrets in output and leftovers', found.length === 0)
}

/** @returns {Stage[][]} the lanes with the stages that are to run; those that are in no lane run when they are named */
const askedLanes = () => {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !(name in STAGES))
  if (unknown.length > 0)
    throw new WrongUsage(
      `no stage is called ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}`,
    )
  if (names.length === 0) return LANES
  const inLanes = LANES.map((lane) => lane.filter((stage) => names.includes(stage)))
  const others = /** @type {Stage[]} */ (names).filter((name) => !LANES.flat().includes(name))
  return [...inLanes, others]
}

const main = async () => {
  const lanes = askedLanes()
  setup('test')
  // Once, before anything runs it: nothing is built under running tests.
  const needsBuild = lanes.flat().some((stage) => STAGES[stage].needsBuild)
  const isBuilt = !needsBuild || build()
  if (needsBuild) run.count('build', isBuilt)
  // Where an Electron is required and none is here, it is fetched; a download that fails shows in the stages.
  if (process.env.CROSSVIEW_REQUIRE_ELECTRON === '1' && needsBuild && findElectron() === null)
    installElectron()
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, run.stop)
  await Promise.all(
    lanes.map((lane) =>
      run.inTurn(
        lane
          .map((name) => STAGES[name])
          .filter((stage) => isBuilt || !stage.needsBuild)
          .map((stage) => () => stage.run(run)),
      ),
    ),
  )
  await sweep()
}

let failure = 1
try {
  await main()
} catch (error) {
  if (error instanceof WrongUsage) failure = 2
  const message = messageOf(error)
  say(`The tests stopped: ${message}`)
  run.count(`stopped: ${message}`, false)
} finally {
  run.close()
}
const { passed, failed, names } = run.total
if (names.length > 0) process.stdout.write(`\nFailed:\n${names.map((name) => `  ${name}`).join('\n')}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : failure
