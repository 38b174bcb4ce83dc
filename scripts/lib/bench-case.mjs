/**
 * `bench-case.mjs NAME` measures one case of `npm run bench` in this process, and sends what came out to
 * the one that forked it.
 */
import { messageOf } from '../setup.mjs'
import { moduleAt } from './module-at.mjs'

const measured = async () => {
  try {
    const { run } = await moduleAt(`bench/${process.argv[2]}.ts`)
    return { figures: await run() }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    return { fault: messageOf(error) }
  }
}

// What it left open does not keep it: a case that did not clean up shows in those that are counted.
process.send?.(await measured(), () => process.exit())
