import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { effectivePermissions } from '../../src/core/access/effective'
import type { Comparison, ResourceComparison, Verdict } from '../../src/core/comparison/comparison'
import { comparisonToJson } from '../../src/core/comparison/comparison-json'
import type { Confidence, Finding, FindingSide, Severity } from '../../src/core/comparison/finding'
import type { Observation } from '../../src/core/comparison/observation'
import { VERBS } from '../../src/core/halo/feature'
import type { Recipe } from '../../src/core/comparison/recipe'
import { checkRecipe } from '../../src/core/policy/recipe-check'
import { renderReportHtml } from '../../src/core/report/html'
import { buildReport } from '../../src/core/report/model'
import { redact } from '../../src/core/report/redaction'
import { comparisonText } from '../../src/main/cli/terminal/summary-text'
import { recipeText } from '../../src/main/cli/terminal/analysis-text'
import { useAnalysis } from '../../src/renderer/src/features/analysis/analysis-store'
import { PermissionMatrix } from '../../src/renderer/src/features/analysis/permission-matrix'
import { Recipes } from '../../src/renderer/src/features/analysis/recipes'
import { CoverageLine } from '../../src/renderer/src/features/comparison/coverage-line'
import { Identities } from '../../src/renderer/src/features/comparison/identities'
import {
  resourceProblems,
  shortObservation,
} from '../../src/renderer/src/features/comparison/observation-text'
import { RowToolbar } from '../../src/renderer/src/features/comparison/row-toolbar'
import { VerdictBadge } from '../../src/renderer/src/features/comparison/verdict'
import { FindingCard } from '../../src/renderer/src/features/explanation/finding-card'
import {
  aComparison,
  aFailure,
  anAgent,
  aRecord,
  connected,
  explainScene,
  listed,
  only,
} from '../core/support/builders'
import { aSummary, ticketRows, usualGridView } from './fake-data'
import { found } from './found'

/** What the window shows, what a report shows and what a terminal shows, for every value of a fact. */

afterEach(cleanup)

const comparisonWith = (change: Partial<Comparison>): Comparison => ({
  ...aComparison({}),
  findings: [],
  causes: [],
  ...change,
})

const reportOf = (change: Partial<Comparison>): Document =>
  new DOMParser().parseFromString(renderReportHtml(buildReport(comparisonWith(change))), 'text/html')

/** Text as it reads, whatever space the markup has. */
const textOf = (element: Element | null | undefined): string =>
  found(element ?? undefined)
    .textContent.replace(/\s+/g, ' ')
    .trim()

const terminal = (change: Partial<Comparison>): string => comparisonText(comparisonWith(change)).join('\n')

const tickets = (change: Partial<ResourceComparison>): readonly ResourceComparison[] => [
  {
    resource: 'tickets',
    agent: listed([]),
    app: listed([]),
    verdict: 'same',
    both: 0,
    onlyAgent: [],
    onlyApp: [],
    changed: [],
    undecided: [],
    ...change,
  },
]

const LISTED = { state: 'listed', fetched: 0, total: 0, complete: true, incompleteReason: null } as const

describe('a verdict', () => {
  const verdicts = {
    same: true,
    'app-sees-less': true,
    'app-sees-more': true,
    differs: true,
    unknown: true,
  } satisfies Record<Verdict, true>
  it.each(Object.keys(verdicts) as Verdict[])('%s', (verdict) => {
    const shown = textOf(render(<VerdictBadge summary={{ verdict, agent: LISTED, app: LISTED }} />).container)
    const resources = tickets({ verdict })
    expect(textOf(reportOf({ resources }).querySelector('.verdict'))).toBe(shown)
    expect(terminal({ resources })).toContain(`   ${shown}`)
  })
})

describe('a finding', () => {
  const severities = { error: true, warning: true, info: true } satisfies Record<Severity, true>
  const confidences = { documented: true, computed: true, observed: true } satisfies Record<Confidence, true>
  const sides = { agent: true, app: true, both: true } satisfies Record<FindingSide, true>
  const each = (Object.keys(severities) as Severity[]).flatMap((severity) =>
    (Object.keys(confidences) as Confidence[]).flatMap((confidence) =>
      (Object.keys(sides) as FindingSide[]).map((side) => ({ severity, confidence, side })),
    ),
  )
  it.each(each)('of severity $severity, $confidence, about $side', (facts) => {
    const finding: Finding = {
      ...facts,
      code: 'agent.client',
      resource: null,
      records: [],
      message: 'Something is hidden.',
      evidence: [],
      fix: null,
    }
    const { container } = render(
      <FindingCard finding={finding} predicted={false} covers={null} onCopy={() => undefined} />,
    )
    const [severity, side] = [...found(container.querySelector('header') ?? undefined).children]
      .slice(0, 2)
      .map(textOf)
    const confidence =
      found(container.querySelector('p > span') ?? undefined).childNodes[0]?.textContent ?? ''
    const report = reportOf({ findings: [finding] })
    expect(textOf(report.querySelector('.severity'))).toBe(severity)
    expect(textOf(report.querySelector('.meta'))).toBe(
      `${severity ?? ''}, ${lower(side ?? '')}, ${lower(confidence)} agent.client`,
    )
    expect(terminal({ findings: [finding] })).toContain(`${severity ?? ''} agent.client: `)
  })
})

/** The first letter small, as inside a sentence. */
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

describe('the end of a list', () => {
  const ends: readonly Observation[] = [
    listed([aRecord(1), aRecord(2)]),
    { state: 'refused', status: 403 },
    { state: 'failed', failure: aFailure('request.failed') },
    { state: 'skipped', reason: 'Not asked.' },
  ]
  it.each(ends)('$state', (app) => {
    const shown = shortObservation(app.state === 'listed' ? { ...app, fetched: app.records.length } : app)
    const resources = tickets({ app, verdict: 'unknown' })
    const [, inReport] = [...reportOf({ resources }).querySelectorAll('.resources tbody td.number')].map(
      textOf,
    )
    expect(inReport?.replace(/ \(403\)$/, '')).toBe(shown)
    expect(terminal({ resources })).toContain(`app ${shown.padStart(10)}`)
  })
})

describe('how much of a list there is', () => {
  it.each([
    { total: null, got: '2, total unknown', sentence: '2 tickets, total unknown', json: null },
    { total: 5, got: '2 of 5, incomplete', sentence: '2 of 5 tickets', json: 5 },
    { total: 1, got: '2, Halo counts 1, incomplete', sentence: '2 tickets, Halo counts 1', json: 1 },
  ])('$got', ({ total, got, sentence, json }) => {
    const why = { complete: false, incompleteReason: 'It may go on.' } as const
    const app: Observation = { ...listed([aRecord(1), aRecord(2)]), ...why, total }
    const resources = tickets({ app, verdict: 'unknown' })
    expect(terminal({ resources })).toContain(`app ${got}`)
    expect([...reportOf({ resources }).querySelectorAll('.resources tbody td.number')].map(textOf)).toContain(
      got,
    )

    const [inWindow] = aSummary('run-1', ticketRows(1)).resources
    const inList = { state: 'listed', fetched: 2, total, ...why } as const
    const [problem] = resourceProblems({ ...found(inWindow), agent: LISTED, app: inList })
    expect(problem?.text).toBe(`The app side got ${sentence.replace('tickets', 'records')}. It may go on.`)

    const findings = explainScene({ observed: { tickets: [listed([aRecord(1)]), app] } })
    expect(only(findings, 'data.incomplete').message).toContain(` got ${sentence}, so there is no verdict`)

    const comparison = comparisonWith({ resources })
    expect(comparisonToJson(comparison).resources[0]?.app).toMatchObject({ fetched: 2, total: json })
    const redacted = redact(comparison, (_kind, name) => name).resources[0]?.app
    expect(redacted).toMatchObject({
      total,
      incompleteReason: `Fetched: ${sentence.replace('tickets', 'rows')}.`,
    })
  })
})

it('whether both sides are the same agent', () => {
  for (const sameAgent of [true, false, null]) {
    const summary = aSummary('run-1', ticketRows(1), { sameAgent })
    const { container, unmount } = render(<Identities summary={summary} />)
    const shown = textOf(container.querySelector('section > p span'))
    expect(textOf(reportOf({ sameAgent }).querySelector('header'))).toContain(`${shown}.`)
    expect(shown).not.toBe('')
    unmount()
  }
})

it('coverage', () => {
  const coverage = { resources: 8, compared: 3, refused: 2, failed: 2, skipped: 1 }
  const { container } = render(<CoverageLine summary={aSummary('run-1', ticketRows(1), { coverage })} />)
  const shown = textOf(container.querySelector('span')).replace(/^.*Coverage: /, '')
  expect(textOf(reportOf({ coverage }).querySelector('.coverage'))).toBe(`Coverage: ${shown}.`)
  expect(terminal({ coverage })).toContain(`Coverage: ${shown}.`)
})

it('who saw a row', () => {
  const { container } = render(
    <RowToolbar
      view={usualGridView}
      exact
      counts={{ all: 4, agent: 1, app: 1, both: 1, changed: 1, unknown: 0 }}
    />,
  )
  const filters = [...container.querySelectorAll('fieldset label')].map((label) =>
    textOf(label).replace(/ \d+$/, ''),
  )
  const [record, other] = [aRecord(1), aRecord(2)]
  const report = reportOf({
    resources: tickets({
      agent: listed([record]),
      app: listed([other]),
      onlyAgent: ['1'],
      onlyApp: ['2'],
      verdict: 'differs',
    }),
  })
  const seenBy = [...report.querySelectorAll('table.records tbody tr')].map((row) =>
    textOf([...row.querySelectorAll('td')].at(-2)),
  )
  expect(filters.slice(1, 3)).toEqual(seenBy)
})

describe('permissions and recipes', () => {
  const facts = { scopes: ['read:tickets'], permissions: anAgent({ claims: { Tx: '2', l6: '1' } }) }
  const comparison = comparisonWith({
    app: connected({ scopes: facts.scopes }),
    configuration: { ...aComparison({}).configuration, appSide: facts.permissions },
  })

  it('answer yes, no and unknown alike', () => {
    useAnalysis.setState({
      permissions: { state: 'ready', value: effectivePermissions({ ...facts, roles: null }) },
    })
    const { container } = render(<PermissionMatrix />)
    const inWindow = [...container.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map(textOf).filter((_, at) => at % 3 === 2),
    )
    const report = reportOf(comparison)
    const inReport = [...report.querySelectorAll('table.permissions tbody tr')].map((row) =>
      [...row.querySelectorAll('td')]
        .slice(0, VERBS.length)
        .map((cell) => textOf(cell).replace(/ \(.*$/, '')),
    )
    expect(inWindow).toEqual(inReport)
    expect(new Set(inWindow.flat())).toEqual(new Set(['Yes', 'No', 'Unknown']))
  })

  it.each([
    ['meets', ['read:tickets']],
    ['missing', ['read:tickets', 'read:assets']],
    ['unknown', []],
  ] as const)('say that a recipe %s alike', (result, scopes) => {
    const recipe: Recipe = {
      name: 'one',
      title: 'One',
      description: 'A recipe.',
      source: { title: 'Nobody', url: null, date: '2026' },
      scopes,
      permissions: [],
      membership: false,
      settings: result === 'unknown' ? [{ code: 'zz', value: '1', why: 'Something' }] : [],
      unchecked: [],
    }
    const check = checkRecipe(recipe, comparison)
    expect(check.result).toBe(result)
    useAnalysis.setState({
      recipes: { state: 'ready', value: { checks: [{ ...check, fixes: [], reductions: [] }], problems: [] } },
    })
    const { container } = render(<Recipes purpose="one" />)
    const shown = textOf(container.querySelector('summary')).replace(/^One its purpose /, '')
    const states = [...container.querySelectorAll('li > b')].map(textOf).sort()
    const html = renderReportHtml(buildReport(comparison, { recipe: check }))
    const report = new DOMParser().parseFromString(html, 'text/html')
    const section = [...report.querySelectorAll('section')].find((each) => textOf(each).startsWith('Recipe:'))
    expect(textOf(section)).toContain(`Result: ${shown}.`)
    expect([...(section?.querySelectorAll('tbody td:nth-child(2)') ?? [])].map(textOf).sort()).toEqual(states)
    const lines = recipeText(check).join('\n')
    expect(lines).toContain(`One: ${shown}`)
    for (const state of states) expect(lines).toContain(`  ${state}`)
  })
})
