import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { compareResource } from '../../src/core/comparison/compare'
import type { Comparison, SideResult } from '../../src/core/comparison/comparison'
import { comparisonToJson } from '../../src/core/comparison/comparison-json'
import { listEndOf } from '../../src/core/comparison/outcome'
import type { Observation } from '../../src/core/comparison/observation'
import { rowColumns } from '../../src/core/comparison/row-columns'
import { countRows, findRows, rowTable } from '../../src/core/comparison/row-table'
import { comparedRows } from '../../src/core/comparison/rows'
import { explained } from '../../src/core/causes/explained'
import { csvTables } from '../../src/core/report/csv'
import { renderReportHtml } from '../../src/core/report/html'
import { buildReport } from '../../src/core/report/model'
import { buildSummary } from '../../src/core/summary/build-summary'
import type { SegmentKind } from '../../src/core/summary/picture'
import { REASON_WORDS } from '../../src/core/words/reason-words'
import { statusOfComparison } from '../../src/main/cli/terminal/exit-status'
import { comparisonText } from '../../src/main/cli/terminal/summary-text'
import { lastRunOf } from '../../src/main/services/runs/tenant-runs'
import { summarise } from '../../src/main/services/runs/run-registry'
import type { Run } from '../../src/renderer/src/features/comparison/comparison-store'
import { CoverageLine } from '../../src/renderer/src/features/comparison/coverage-line'
import { ProgressPanel } from '../../src/renderer/src/features/comparison/progress-panel'
import { ResourceList } from '../../src/renderer/src/features/comparison/resource-list'
import { NoRows, ResourceSums } from '../../src/renderer/src/features/comparison/resource-pane'
import { RowToolbar } from '../../src/renderer/src/features/comparison/row-toolbar'
import { WhyPanel } from '../../src/renderer/src/features/explanation/why-panel'
import { Bars } from '../../src/renderer/src/features/summary/bars'
import { subjectOf } from '../../src/renderer/src/app/subject'
import { healthOf } from '../../src/renderer/src/features/profiles/profile-text'
import type { TenantProfile } from '../../src/shared/files/profile'
import {
  aComparison,
  aFailure,
  aRecord,
  API_AGENT,
  connected,
  failedSide,
  listed,
  refused,
  truncated,
} from '../core/support/builders'
import { usualGridView } from './fake-data'
import { found } from './found'

/** Every state that a resource can end in, on every surface: its tone, its numbers and its words agree. */

afterEach(cleanup)

const WHOLE = listed([aRecord(1), aRecord(2)])
const failed = (code: Parameters<typeof aFailure>[0]): Observation => ({
  state: 'failed',
  failure: aFailure(code),
})
const skipped: Observation = { state: 'skipped', reason: 'Not asked.' }

interface State {
  readonly agent: Observation
  readonly app: Observation
  readonly changed?: readonly string[]
  readonly sides?: { readonly agent?: SideResult; readonly app?: SideResult }
  readonly cancelled?: boolean
}

const STATES: Readonly<Record<string, State>> = {
  complete: { agent: WHOLE, app: WHOLE },
  empty: { agent: listed([]), app: listed([]) },
  less: { agent: WHOLE, app: listed([aRecord(1)]) },
  more: { agent: listed([aRecord(1)]), app: WHOLE },
  differing: { agent: WHOLE, app: listed([aRecord(3)]) },
  changed: { agent: WHOLE, app: listed([aRecord(1)]), changed: ['2'] },
  refused: { agent: WHOLE, app: refused() },
  'refused to both': { agent: refused(401), app: refused() },
  failed: { agent: WHOLE, app: failed('request.failed') },
  'timed out': { agent: failed('connection.unreachable'), app: failed('connection.unreachable') },
  throttled: { agent: WHOLE, app: failed('connection.rate-limited') },
  incomplete: { agent: WHOLE, app: truncated([aRecord(1)], 40) },
  'incomplete and empty': { agent: truncated([], 40), app: WHOLE },
  'incomplete on both': { agent: truncated([aRecord(1)], 40), app: truncated([aRecord(2)], 40) },
  'cancelled under way': { agent: failed('request.cancelled'), app: WHOLE, cancelled: true },
  'cancelled before': { agent: skipped, app: skipped, cancelled: true },
  'app not connected': {
    agent: skipped,
    app: failed('connection.invalid-client'),
    sides: { app: failedSide(aFailure('connection.invalid-client')) },
  },
  'neither connected': {
    agent: failed('connection.tls'),
    app: failed('connection.tls'),
    sides: { agent: failedSide(aFailure('connection.tls')), app: failedSide(aFailure('connection.tls')) },
  },
  'the same application': {
    agent: failed('identity.same-application'),
    app: skipped,
    sides: { agent: failedSide(aFailure('identity.same-application')) },
  },
  'no scope': { agent: WHOLE, app: refused(), sides: { app: connected({ ...API_AGENT, scopes: [] }) } },
}

const comparisonOf = ({ agent, app, changed = [], sides = {}, cancelled = false }: State): Comparison => {
  const facts = aComparison({ ...sides, observed: { tickets: [agent, app] }, changed, cancelled })
  return explained(facts)
}

const textOf = (element: Element | null | undefined): string =>
  found(element ?? undefined)
    .textContent.replace(/\s+/g, ' ')
    .trim()

/** The tone's class as the stylesheets name it. */
const toneOf = (element: Element | null | undefined): string =>
  /good|bad|warning|neutral/.exec(found(element ?? undefined).className)?.[0] ?? 'none'

const progressOf = ({ agent, app }: State): Run => ({
  target: null,
  title: 'Contoso',
  runId: 'run-1',
  resources: ['tickets'],
  snapshot: null,
  state: 'running',
  error: null,
  progress: {
    runId: 'run-1',
    phase: 'explaining',
    active: [],
    resourcesDone: 1,
    resourcesTotal: 1,
    ended: [{ resource: 'tickets', final: true, agent: listEndOf(agent), app: listEndOf(app) }],
    requests: 1,
    waiting: null,
  },
})

describe.each(Object.entries(STATES))('%s', (_, state) => {
  const comparison = comparisonOf(state)
  const summary = summarise('run-1', comparison)
  const [resource] = summary.resources
  const one = found(resource)
  const isWhole = [state.agent, state.app].every((side) => side.state === 'listed' && side.complete)
  const report = new DOMParser().parseFromString(renderReportHtml(buildReport(comparison)), 'text/html')
  const row = found(report.querySelector('table.resources tbody tr') ?? undefined)
  const cells = [...row.children].map(textOf)
  const paper = new DOMParser().parseFromString(
    renderReportHtml(buildReport(comparison, { kind: 'summary' })),
    'text/html',
  )
  const terminal = comparisonText(comparison).join('\n')
  const json = found(comparisonToJson(comparison).resources[0])

  it('is good nowhere unless both lists are whole and the same', () => {
    const progress = render(<ProgressPanel run={progressOf(state)} onCancel={() => undefined} />)
    expect(toneOf(progress.container.querySelector('li')) === 'good').toBe(isWhole)
    cleanup()
    const isGood = isWhole && one.onlyAgent + one.onlyApp === 0
    const list = render(<ResourceList resources={[one]} chosen={null} onChoose={() => undefined} />)
    const tone = toneOf(list.container.querySelector('[role=option] > span'))
    expect(tone === 'good').toBe(isGood)
    expect(toneOf(row.querySelector('.verdict'))).toBe(tone)
    cleanup()
    const line = render(<CoverageLine summary={summary} />)
    const isPartial = textOf(line.container.querySelector('strong')) !== ''
    expect(isPartial).toBe(!isWhole)
    cleanup()
    const empty = render(<NoRows summary={one} hidden={0} />)
    expect(textOf(empty.container).includes('No records on either side')).toBe(one.verdict === 'same')
    expect(/INCOMPLETE|COMPARED:/.test(terminal)).toBe(!isWhole)
    if (!isWhole) expect(statusOfComparison(comparison)).not.toBe(0)
    const { findings } = comparison
    const isClean = isWhole && findings.every(({ severity }) => severity === 'info')
    const sides = { app: { clientId: 'one' }, agent: null } as TenantProfile
    expect(healthOf({ ...sides, lastRun: lastRunOf(comparison) }).tone === 'good').toBe(isClean)
  })

  it('has the same numbers everywhere, and none of what is not known', () => {
    const { container } = render(<ResourceSums summary={one} />)
    const header = textOf(container).split(' · ')
    const word = (at: number) => header[at]?.split(' ')[0]
    cleanup()
    const rows = comparedRows(compareResource('tickets', state.agent, state.app, new Set(state.changed)))
    const table = rowTable([rowColumns(rows)])
    const counts = countRows(table, findRows(table, ''))
    const toolbar = render(<RowToolbar view={usualGridView} counts={counts} exact={isWhole} />)
    const filters = new Map(
      [...toolbar.container.querySelectorAll('fieldset label')].map((label) => {
        const [, name, count] = /^(.*) (\S+)$/.exec(textOf(label)) ?? []
        return [name, count]
      }),
    )
    expect([filters.get('Both'), filters.get('Only agent'), filters.get('Only app')]).toEqual([
      word(0),
      word(1),
      word(2),
    ])
    expect(cells.slice(3, 6)).toEqual([word(0), word(1), word(2)])
    const known = (text: string | undefined) =>
      text !== undefined && /^\d+$/.test(text) ? Number(text) : null
    expect([json.counts.both, json.counts.onlyAgent, json.counts.onlyApp]).toEqual(
      [0, 1, 2].map((at) => known(word(at))),
    )
    expect(json.counts.both === null).toBe(!isWhole)
    const csv = csvTables(comparison)
      .find(({ name }) => name === 'resources')
      ?.rows[0]?.slice(3, 6)
    expect(csv).toEqual([0, 1, 2].map((at) => known(word(at)) ?? 'unknown'))
  })

  it('is drawn with the same numbers in the window and on paper, and nothing drawn that is not known', () => {
    const [bar] = buildSummary(comparison).bars
    const drawn = found(bar)
    const part = (kind: SegmentKind) => drawn.segments.find((segment) => segment.kind === kind)?.records ?? 0
    const counts = [part('both'), part('only-agent'), part('only-app')]
    const { container } = render(<Bars bars={[drawn]} predicted={false} onChoose={() => undefined} />)
    const shown = [...container.querySelectorAll('tbody td')].map(textOf)
    const [, , seenBy, total] = [
      ...found(paper.querySelector('table.bars tbody tr') ?? undefined).children,
    ].map(textOf)
    expect(shown[0]).toBe(total)
    expect(shown[2]?.startsWith(found(seenBy))).toBe(true)
    if (isWhole) expect(counts).toEqual([json.counts.both, json.counts.onlyAgent, json.counts.onlyApp])
    else expect(/ \(.+\)$|refused/.test(found(shown[2]))).toBe(true)
    // Only a whole list of the other side says that it lacks something.
    const lacksNothing = (side: Observation) => side.state !== 'listed' || !side.complete
    if (lacksNothing(state.app)) expect(part('only-agent')).toBe(0)
    if (lacksNothing(state.agent)) expect(part('only-app')).toBe(0)
  })

  it('is told by side as a number or a word, the same in the progress, the list and at a terminal', () => {
    const progress = render(<ProgressPanel run={progressOf(state)} onCancel={() => undefined} />)
    const [, agent, app] =
      /agent (\S+), app (\S+)$/.exec(textOf(progress.container.querySelector('li'))) ?? []
    cleanup()
    const list = render(<ResourceList resources={[one]} chosen={null} onChoose={() => undefined} />)
    const option = textOf(list.container.querySelector('[role=option]'))
    expect(option).toContain(`agent ${agent ?? '?'}, app ${app ?? '?'}`)
    for (const [side, shown] of [
      ['agent', agent],
      ['app', app],
    ] as const) {
      const end = one[side]
      if (end.state !== 'listed') {
        expect(shown).toBe(end.state)
        expect(terminal).toMatch(new RegExp(`${side} +${end.state}`))
      } else if (!end.complete) expect(shown).not.toMatch(/^\d+$/)
    }
  })

  it('never lacks a reason that is known', () => {
    const subject = subjectOf(one, { kind: 'resource' }, null, 'none')
    const { container } = render(
      <WhyPanel
        summary={summary}
        subject={subject}
        answer={null}
        onTry={() => undefined}
        waysOf={() => null}
        onWholeResource={() => undefined}
        onLeave={() => undefined}
      />,
    )
    expect(container.textContent).not.toContain('No reason found')
    if (isWhole) return
    const reasons = json.findings.map((at) => found(comparison.findings[at]))
    expect(reasons.filter(({ severity }) => severity !== 'info')).not.toEqual([])
    const [first] = reasons
    expect(textOf(container.querySelector('article code'))).toBe(first?.code)
    expect(terminal).toContain(`Unknown: ${first?.code ?? ''}`)
    for (const { code } of reasons) expect(cells.at(-1)).toContain(REASON_WORDS[code])
  })
})
