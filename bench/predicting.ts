import { calibrate } from '../src/core/inventory/calibrate'
import { predictorFor } from '../src/core/inventory/predict'
import type { Benchmark, Figure } from './figure'
import { largeInventory } from './large-inventory'
import { cpuOf } from './on-records'

const APPLICATIONS = 40
const RECORDS = 100_000

/** Works out what 40 applications, each with an agent and scopes of its own, would see of 100,000 tickets. */
export const run: Benchmark = () => {
  const facts = largeInventory({
    applications: APPLICATIONS,
    resources: ['tickets'],
    records: RECORDS,
    scopes: (place) => ['read:tickets', `read:${place % 2 === 0 ? 'assets' : 'items'}`],
  })
  const [first] = facts.applications
  if (first === undefined) throw new Error('There are applications')
  const predictor = predictorFor(facts, calibrate(facts, []))
  // The first sorts the records by what the rules look at; the others need only their rules.
  const one = cpuOf(() => predictor.sees(first))
  const all = cpuOf(() => facts.applications.map((application) => predictor.sees(application)))
  const compared = cpuOf(() => predictor.comparison(first))
  const figure = (what: string, ours: number): Figure => ({
    what: `${what}, time of the processor`,
    ours,
    unit: 'ms',
    reference: { what: 'the first of them, which sorts the tickets', value: one },
    aim: null,
    runs: 1,
  })
  return Promise.resolve([
    figure('predict 100,000 tickets for 40 applications', all),
    figure('open one of them as a comparison, explained', compared),
  ])
}
