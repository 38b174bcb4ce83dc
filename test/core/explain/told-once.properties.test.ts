import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/core/explain/explain'
import type { Finding } from '../../../src/core/comparison/finding'
import type { Failure, Observation } from '../../../src/core/comparison/observation'
import { reasonsFor } from '../../../src/core/comparison/reasons'
import { RESOURCES, resourceDefinition } from '../../../src/core/halo/resource'
import { aComparison, aTicket, API_AGENT, connected, failedSide, listed, refused } from '../support/builders'

const HOST = 'northwind.halopsa.com'

/** Faults as the connector words them: some of the tenant, some of one call. */
const FAULTS: readonly ((path: string, number: number) => Failure)[] = [
  () => failure('connection.not-halo', `${HOST} does not answer as Halo does: a web page.`, 200),
  () => failure('connection.unreachable', `${HOST} did not answer in time.`, null),
  () => failure('connection.tls', `The certificate of ${HOST} is not trusted.`, null),
  (_path, number) =>
    failure('connection.rate-limited', `${HOST} kept refusing requests, for ${number} s.`, 429),
  (path) => failure('request.failed', `${path} answered 503.`, 503),
  (path) => failure('request.failed', `${path} answered with JSON that is no list.`, 200),
]

const failure = (code: Failure['code'], message: string, status: number | null): Failure => ({
  code,
  message,
  advice: [`Look at ${HOST}.`, 'Try again.'],
  status,
})

const GAPS: readonly ((number: number) => string)[] = [
  () => 'The records that differ could not be asked for again at the end.',
  (number) => `Halo counts ${number + 1} but served 1.`,
  () => `Page 2 failed: ${HOST} did not answer in time.`,
]

const aFault = fc.tuple(fc.nat(FAULTS.length - 1), fc.integer({ min: 1, max: 300 }))

const anObservation = (path: string): fc.Arbitrary<Observation> =>
  fc.oneof(
    aFault.map(([fault, number]): Observation => ({
      state: 'failed',
      failure: FAULTS[fault]?.(path, number) ?? failure('request.failed', '', null),
    })),
    fc.tuple(fc.nat(GAPS.length - 1), fc.nat(9)).map(([gap, number]) =>
      listed([aTicket(1)], {
        complete: false,
        total: number + 2,
        incompleteReason: GAPS[gap]?.(number) ?? null,
      }),
    ),
    fc.constantFrom<Observation>(listed([aTicket(1)]), refused(401), refused(403)),
  )

const aSide = (agentId: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(connected(agentId === '42' ? API_AGENT : { agentId })) },
    {
      weight: 1,
      arbitrary: aFault.map(([fault, number]) =>
        connected(agentId === '42' ? API_AGENT : { agentId }, FAULTS[fault]?.('/Agent/me', number) ?? null),
      ),
    },
    {
      weight: 1,
      arbitrary: aFault.map(([fault, number]) =>
        failedSide(FAULTS[fault]?.('/token', number) ?? failure('request.failed', '', null)),
      ),
    },
  )

const aScene = fc
  .tuple(
    aSide('7'),
    fc.constantFrom('7', '42').chain(aSide),
    fc.tuple(
      ...RESOURCES.slice(0, 6).map((resource) => {
        const { path } = resourceDefinition(resource)
        return fc.option(fc.tuple(anObservation(path), anObservation(path)), { nil: undefined })
      }),
    ),
  )
  .map(([agent, app, seen]) => {
    const observed = Object.fromEntries(
      RESOURCES.flatMap((resource, index) => {
        const sides = seen[index]
        if (sides === undefined) return []
        const [own, other] = sides
        return [[resource, [ofSide(agent, own, app), ofSide(app, other, agent)] as const] as const]
      }),
    )
    return aComparison({ agent, app, observed })
  })

/** What the lists of a side become that could not connect, and those of the other. */
const ofSide = (
  side: ReturnType<typeof connected>,
  observation: Observation,
  other: ReturnType<typeof connected>,
): Observation => {
  if (side.state === 'failed') return { state: 'failed', failure: side.failure }
  return other.state === 'failed' ? { state: 'skipped', reason: 'Not asked.' } : observation
}

/** Without what names a side or a resource, and without numbers. */
const bare = (text: string): string =>
  RESOURCES.flatMap((resource) => {
    const { label, one, path } = resourceDefinition(resource)
    return [path.toLowerCase(), label.toLowerCase(), one]
  })
    .sort((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, '@'), text.toLowerCase())
    .replace(/the app|the agent side|both sides|either side|on @ side/g, 'side')
    .replace(/\d+/g, '#')

const RUNS = { numRuns: 300 }

describe('faults', () => {
  it('are told once: no two findings of no record differ only in the resource or the side', () => {
    fc.assert(
      fc.property(aScene, (comparison) => {
        const keys = explain(comparison)
          .filter(({ records }) => records.length === 0)
          .map(({ code, severity, message, fix }) =>
            // Refusals of two applications lead to two applications, and weigh by whose they are.
            [code, said(message), ...(code === 'data.unexplained' ? [severity, fix?.text] : [])].join('|'),
          )
        expect(keys).toEqual([...new Set(keys)])
      }),
      RUNS,
    )
  })

  it('leave no resource without the reason for its gap, and lose none of their words', () => {
    fc.assert(
      fc.property(aScene, (comparison) => {
        const run = { ...comparison, findings: explain(comparison) }
        for (const compared of comparison.resources) {
          const reasons = reasonsFor(run, compared)
          for (const side of [compared.agent, compared.app]) {
            const told = toldOf(side)
            if (told !== null) expect(reasons.map(textOf).map(bare).join('\n')).toContain(bare(told))
            if (side.state === 'refused') expect(reasons).not.toEqual([])
          }
        }
      }),
      RUNS,
    )
  })

  it('name every resource that they struck', () => {
    fc.assert(
      fc.property(aScene, (comparison) => {
        for (const { resource, resources = [], evidence, message, code } of explain(comparison)) {
          if (resource !== null || resources.length === 0 || /could (?:not )?connect/.test(message)) continue
          const text = `${message} ${evidence.map(({ what, value }) => `${what} ${value}`).join(' ')}`
          for (const each of resources)
            expect(`${code} ${text}`.toLowerCase()).toContain(resourceDefinition(each).label.toLowerCase())
        }
      }),
      RUNS,
    )
  })
})

/** What comes behind the first colon: why it happened. */
const said = (message: string): string => bare(message.slice(message.indexOf(': ') + 1))

const textOf = ({ message, evidence }: Finding): string =>
  [message, ...evidence.map(({ value }) => value)].join('\n')

/** The words in which a gap was told to Crossview, but for the path of the call. */
const toldOf = (side: Observation): string | null => {
  if (side.state === 'failed') return side.failure.message.replace(/^\/\S+ /, '')
  if (side.state === 'listed' && side.incompleteReason !== null)
    return side.incompleteReason.replace(/^Page 2 failed: |\.$/g, '')
  return null
}
