import { readSync } from 'node:fs'
import { abortOnInterrupt } from '../../src/main/cli/terminal/interrupt'

/**
 * A process of its own that is interrupted as the command line is: `node … busy` computes without a
 * pause from then on, as comparing many records does; `node … waiting` computes before it too, and says so.
 */
const compute = (): never => {
  for (;;) Math.hypot(1, 1)
}

const [, , when] = process.argv
const interrupt = abortOnInterrupt(
  () => process.stderr.write('stopping\n'),
  () => process.exit(130),
)
interrupt.addEventListener('abort', compute)
process.stderr.write('ready\n')
if (when === 'waiting') {
  // Both signals come while this goes on: for as long as standard input, which is read without a turn, is open.
  const end = Buffer.alloc(1)
  while (readSync(0, end) > 0) continue
}
setInterval(() => undefined, 60_000)
