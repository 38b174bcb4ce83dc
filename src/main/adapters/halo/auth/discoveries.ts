import type { Failure } from '../../../../core/comparison/observation'
import type { Result } from '../../../../shared/result'
import type { ConnectionContext } from '../../../ports'
import type { RequestCounter } from '../requests'
import type { FoundHalo } from './discovery'

type Found = Result<FoundHalo, Failure>

/**
 * What was found of tenants, asked for once by the connections of one run: two or three of them go to one address.
 * Only those that go the same way share it: with other certificates, or over another proxy, somebody else may answer.
 */
export class Discoveries {
  private readonly ofRun = new WeakMap<
    AbortSignal,
    Map<string, { counter: RequestCounter; found: Promise<Found> }>
  >()

  /**
   * A failure is told to those who wait for it, and asked for anew by whoever comes later.
   * @param signal of the run, which has one of its own
   * @param counter of the connection: it learns what the one who asked has seen of the tenant
   */
  async find(
    { url, ca, proxy }: ConnectionContext,
    signal: AbortSignal,
    counter: RequestCounter,
    ask: () => Promise<Found>,
  ): Promise<Found> {
    const known =
      this.ofRun.get(signal) ?? new Map<string, { counter: RequestCounter; found: Promise<Found> }>()
    this.ofRun.set(signal, known)
    const way = JSON.stringify([url, ca, proxy ?? null])
    const asked = known.get(way) ?? { counter, found: ask() }
    known.set(way, asked)
    const found = await asked.found
    // Whoever came later may have asked anew already.
    if (!found.ok && known.get(way) === asked) known.delete(way)
    counter.learn(asked.counter)
    return found
  }
}
