import { describe, expect, it } from 'vitest'
import { Concurrency } from '../../../../src/main/adapters/halo/concurrency'

const FORGOTTEN_AFTER_MS = 300_000

describe('how many requests are out at once', () => {
  /** Rounds of answers, as many as may be out, each of which takes so long. */
  const rounds = (concurrency: Concurrency, count: number, took: number, from = 0) => {
    for (let round = 0; round < count; round++) {
      concurrency.out(concurrency.allowed)
      for (let answers = concurrency.allowed; answers > 0; answers--)
        concurrency.answered('Tickets 19', took, from + round)
    }
    return concurrency.allowed
  }

  it('doubles after the first round, from four to eight, while the tenant answers as quickly as ever', () => {
    const concurrency = new Concurrency()
    expect([0, 1, 1].map((count) => rounds(concurrency, count, 50))).toEqual([4, 8, 8])
  })

  it('is what it was before where that slowed the tenant down, and grows by one a round from there', () => {
    const concurrency = new Concurrency()
    rounds(concurrency, 1, 50)
    expect(rounds(concurrency, 1, 120)).toBe(4)
    expect([1, 1, 1, 1, 1].map((count) => rounds(concurrency, count, 50))).toEqual([5, 6, 7, 8, 8])
  })

  it('does not grow where fewer are out', () => {
    const concurrency = new Concurrency()
    for (let answers = 0; answers < 100; answers++) concurrency.answered('Tickets 19', 50, 0)
    expect(concurrency.allowed).toBe(4)
  })

  it('falls by one a round, down to two, when most answers take more than twice as long', () => {
    const concurrency = new Concurrency()
    rounds(concurrency, 1, 50)
    rounds(concurrency, 1, 120)
    rounds(concurrency, 4, 50)
    expect([1, 1, 1, 1, 1, 1, 1].map((count) => rounds(concurrency, count, 120))).toEqual([
      7, 6, 5, 4, 3, 2, 2,
    ])
    // What takes longer for its length, or a moment on this machine, is not slow.
    concurrency.answered('Tickets 23', 500, 0)
    expect(rounds(new Concurrency(), 1, 1)).toBe(8)
  })

  it('grows again once it has forgotten how quick the tenant was', () => {
    const concurrency = new Concurrency()
    rounds(concurrency, 1, 50)
    rounds(concurrency, 9, 120)
    expect(rounds(concurrency, 8, 120, FORGOTTEN_AFTER_MS + 10)).toBe(8)
  })

  it('is halved once by all that were out together when something went wrong', () => {
    const concurrency = new Concurrency()
    rounds(concurrency, 4, 50)
    for (let request = 1; request <= 8; request++) concurrency.troubled(request, 8)
    expect(concurrency.allowed).toBe(4)
    concurrency.troubled(9, 9)
    concurrency.troubled(10, 10)
    expect(concurrency.allowed).toBe(2)
  })
})
