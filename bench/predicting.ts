import { calibrate } from '../src/core/inventory/calibrate'
import { predictorFor } from '../src/core/inventory/predict'
import { ASSIGNEES, CLIENTS, largeInventory, TEAMS } from './large-inventory'

const APPLICATIONS = 40
const RECORDS = 100_000

/** Works out what 40 applications, each with an agent and scopes of its own, would see of 100,000 tickets. */
export const run = (): void => {
  const facts = largeInventory({
    applications: APPLICATIONS,
    resources: ['tickets'],
    records: RECORDS,
    scopes: (place) => ['read:tickets', `read:${place % 2 === 0 ? 'assets' : 'items'}`],
  })
  const calibrated = timed(() => calibrate(facts, []))
  const predictor = predictorFor(facts, calibrated.value)
  const predicted = timed(() => facts.applications.map((application) => predictor.sees(application)))
  const [first] = facts.applications
  if (first === undefined) throw new Error('There are applications')
  const one = timed(() => predictor.records(first))
  const compared = timed(() => predictor.comparison(first))
  const tickets = compared.value.resources.find(({ resource }) => resource === 'tickets')
  const lines = [
    `applications                     ${APPLICATIONS}, each with an agent of its own`,
    `tickets                          ${RECORDS}, ${CLIENTS} clients, ${TEAMS} teams, ${ASSIGNEES} agents`,
    `calibrated in                    ${calibrated.seconds} s`,
    `predicted in                     ${predicted.seconds} s, all of them`,
    `records of one told in           ${one.seconds} s`,
    `one as a comparison in           ${compared.seconds} s, ${tickets?.onlyAgent.length ?? 0} tickets hidden, explained`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: string } => {
  const started = performance.now()
  const value = work()
  return { value, seconds: ((performance.now() - started) / 1000).toFixed(2) }
}
