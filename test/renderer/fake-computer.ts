import type { Handlers } from '../../src/main/ipc/handlers'
import type { ComputerLine, ComputerProbe } from '../../src/shared/computer-report'
import type { Channel } from '../../src/shared/ipc/contract'
import { ok } from '../../src/shared/result'

const FINE: ComputerLine = { state: 'fine', found: 'It works', advice: null }

/** What the fake bridge finds of a computer: all is fine but what a test says. */
export class FakeComputer {
  found: Partial<Record<ComputerProbe, readonly ComputerLine[]>> = {}
  /** Parts that answer when a test says so. */
  readonly hanging = new Map<ComputerProbe, () => void>()

  readonly handlers: Pick<Handlers, Extract<Channel, `computer:${string}`>> = {
    'computer:look': async ({ probe, addresses }) => {
      await this.waiting.get(probe)
      const lines = this.found[probe] ?? [FINE]
      return ok({
        probe,
        lines: addresses ? lines.map((line) => ({ ...line, found: `${line.found} at contoso` })) : lines,
      })
    },
    'computer:save': () =>
      Promise.resolve(ok({ state: 'saved', path: '/home/me/computer.txt', id: '0'.repeat(32) } as const)),
  }

  private readonly waiting = new Map<ComputerProbe, Promise<void>>()

  /** From now on this part does not answer. */
  hang(probe: ComputerProbe): void {
    this.waiting.set(
      probe,
      new Promise((resolve) => {
        this.hanging.set(probe, resolve)
      }),
    )
  }
}
