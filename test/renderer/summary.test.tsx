import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildSummary } from '../../src/core/summary/build-summary'
import { comparedRows } from '../../src/core/comparison/rows'
import { resourceDefinition } from '../../src/core/halo/resource'
import { barWords } from '../../src/core/summary/picture'
import { summaryAnswer } from '../../src/main/services/analysis/summary-answer'
import { summarise } from '../../src/main/services/runs/run-registry'
import { appError } from '../../src/shared/app-error'
import type { ComparisonSummary } from '../../src/shared/ipc/api'
import type { SummaryAnswer } from '../../src/shared/ipc/analysis'
import { err, ok } from '../../src/shared/result'
import { comparisonOf, restrictedTenant } from '../support/random-tenant'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { aCause, aChange, aStep, aSummaryAnswer, causeRows } from './fake-summary'
import { found } from './found'
import { renderWindow } from './render-window'

type State = ConstructorParameters<typeof FakeBridge>[0]

const opened = async (state: State = {}) => {
  const bridge = new FakeBridge({ profiles: [aProfileView()], ...state })
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  const view = await screen.findByRole('region', { name: 'Summary' })
  await within(view).findAllByRole('heading')
  return { bridge, user, view }
}

/** A comparison with these causes, which come to this. */
const coming = (summary: Partial<ComparisonSummary>, answer: Partial<SummaryAnswer> = {}): State => ({
  summary,
  summaryAnswer: (whole) => ok(aSummaryAnswer(whole, answer)),
})

const region = (name: string | RegExp) => within(screen.getByRole('region', { name }))
const written = (count: number) => new Intl.NumberFormat('en').format(count)

const TWO_CAUSES: Partial<ComparisonSummary> = {
  causes: [
    aCause(),
    aCause({
      code: 'agent.team',
      setting: 'teams of API - Reporting',
      resources: [{ resource: 'tickets', records: 758, refused: false }],
      records: 758,
      alone: 0,
      undecided: 12,
      confidence: 'documented',
      severity: 'info',
    }),
  ],
}

const TWO_ANSWERS: Partial<SummaryAnswer> = {
  hidden: { records: 1398, explained: 1390 },
  changes: [[aChange()], []],
  singles: [
    aStep({
      cause: null,
      changes: [aChange({ change: 'agent=7', text: 'Log in as Tim Bowers.' })],
      records: 1398,
    }),
    aStep(),
  ],
  overlaps: [
    { causes: [0, 1], records: 600, undecided: 0, resources: [{ resource: 'tickets', records: 600 }] },
    { causes: [0], records: 259, undecided: 3, resources: [{ resource: 'tickets', records: 259 }] },
  ],
  everything: { wanted: 1398, open: 8, steps: [aStep()] },
  first: ['Allow API - Reporting all clients.'],
}

describe('the summary', () => {
  it('is the first view, and tells the numbers of the model', async () => {
    const comparison = comparisonOf(restrictedTenant())
    const model = buildSummary(comparison)
    const { view } = await opened({
      summary: summarise('run-1', comparison),
      summaryAnswer: (whole) => ok(aSummaryAnswer(whole, summaryAnswer(comparison))),
      rows: comparedRows(found(comparison.resources[0])),
    })
    expect(screen.getByRole('tab', { name: 'Summary' }).getAttribute('aria-selected')).toBe('true')
    for (const bar of model.bars) {
      const row = within(view).getByRole('row', {
        name: new RegExp(`^${resourceDefinition(bar.resource).label} `),
      })
      expect(row.textContent).toContain(barWords(bar))
    }
    const items = within(screen.getByRole('region', { name: 'Causes' })).getAllByRole('listitem')
    for (const [index, cause] of comparison.causes.slice(0, 8).entries()) {
      const item = found(items.find((each) => each.querySelector(`[data-cause="${String(index)}"]`)))
      expect(item.textContent).toContain(written(cause.records))
      if (cause.alone > 0 && cause.alone < cause.records)
        expect(item.textContent).toContain(`shows ${written(cause.alone)} of them`)
    }
    expect(view.textContent).toContain(`does not see ${written(model.hidden.records)} record`)
    for (const { records } of model.overlaps.slice(0, 8))
      expect(region('How they overlap').getAllByText(written(records)).length).toBeGreaterThan(0)
  })

  it('names what each cause hides and opens, the best single change, and how they overlap', async () => {
    const { view } = await opened(coming(TWO_CAUSES, TWO_ANSWERS))
    expect(view.textContent).toContain('The app does not see 1,398 records that the agent sees')
    expect(view.textContent).toContain('2 settings hide 1,390 of them. Of 8 records no cause is known.')
    const causes = region('Causes')
    expect(causes.getByText(/Hides 1,142 records: 1,085 tickets and 57 sites/).textContent).toContain(
      'Its fix alone shows 259 of them.',
    )
    expect(causes.getByText(/Hides 758 tickets/).textContent).toContain('Of 12 more it is not known.')
    expect(causes.getByText('Information')).toBeTruthy()
    const singles = region('Best single changes').getAllByRole('listitem')
    expect(singles.map(({ textContent }) => textContent).join('\n')).toMatch(
      /\+1,398Log in as Tim Bowers\.[^]*\+259Allow API - Reporting all clients\./,
    )
    const rows = within(screen.getByRole('table', { name: 'How they overlap' })).getAllByRole('row')
    expect(rows.map(({ textContent }) => textContent).slice(1)).toEqual([
      'yesyes600600 tickets',
      'yesno259259 tickets; of 3 it is not known whether more hides them',
    ])
    const plan = region('Changes for everything, in order')
    expect(plan.getByText('+202 tickets, +57 sites')).toBeTruthy()
    expect(plan.getByText('Of 1,398 records no known change shows 8.')).toBeTruthy()
  })

  it('leads to a cause and back to where one was', async () => {
    const { bridge, user, view } = await opened({
      ...coming(TWO_CAUSES, TWO_ANSWERS),
      causeRows: causeRows(2500, [0, 1]),
    })
    const second = within(view).getByRole('button', { name: 'teams of API - Reporting' })
    within(view).getByRole('button', { name: 'clients of API - Reporting' }).focus()
    await user.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(second)
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(
      within(view).getByRole('heading', { name: 'teams of API - Reporting' }),
    )
    const records = await screen.findByRole('table', {
      name: '2,500 records hidden by teams of API - Reporting',
    })
    expect(within(records).getAllByText('Cause').length).toBeGreaterThan(0)
    // Only what is looked at is asked for.
    const asked = () => bridge.inputsOf('analysis:causeRows')
    const piece = (offset: number) => ({ runId: 'run-1', cause: 1, offset, limit: 1000 })
    expect(asked()).toEqual([piece(0)])
    records.scrollTo({ top: 2400 * 32 })
    expect(await within(records).findByText('3400')).toBeTruthy()
    expect(asked()).toEqual([piece(0), piece(2000)])
    // Nothing that can be tried, but a fix in words.
    expect(within(view).queryByRole('button', { name: 'Try it in What if' })).toBeNull()
    expect(within(view).getByRole('button', { name: 'Copy as Markdown' })).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(
      within(view).getByRole('button', { name: 'teams of API - Reporting' }),
    )
  })

  it('tries a fix in What if', async () => {
    const { bridge, user, view } = await opened(coming(TWO_CAUSES, TWO_ANSWERS))
    await user.click(within(view).getByRole('button', { name: 'clients of API - Reporting' }))
    await user.click(within(view).getByRole('button', { name: 'Try it in What if' }))
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'What if' }))
    expect(bridge.inputsOf('analysis:whatIf')).toEqual([{ runId: 'run-1', changes: ['claim:Fc=1'] }])
  })

  it('leads from a bar to the rows that stand out of it', async () => {
    const { user, view } = await opened()
    await user.click(within(view).getByRole('button', { name: 'Sites' }))
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Records' }))
    expect(screen.getByRole('option', { name: /^Sites/ }).getAttribute('aria-selected')).toBe('true')
    expect(await screen.findByRole('radio', { name: /^Only agent/ })).toHaveProperty('checked', true)
  })

  it('has one tab stop for the bars, and one for the causes', async () => {
    const { view } = await opened(coming(TWO_CAUSES, TWO_ANSWERS))
    for (const kind of ['[data-bar]', '[data-cause]']) {
      const all = [...view.querySelectorAll<HTMLElement>(kind)]
      expect(all.length).toBeGreaterThan(1)
      expect(all.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
    }
  })

  it('says what cannot be worked out, and works it out again', async () => {
    let asked = 0
    const bridge = new FakeBridge({
      profiles: [aProfileView()],
      summaryAnswer: (whole) => {
        asked += 1
        return asked === 1 ? err(appError('NOT_FOUND', 'The comparison is gone.')) : ok(aSummaryAnswer(whole))
      },
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Compare' }))
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'done' })
    })
    expect((await screen.findByRole('alert')).textContent).toContain('The comparison is gone.')
    await user.click(screen.getByRole('button', { name: 'Work it out again' }))
    expect(await screen.findByRole('heading', { name: 'What each side sees' })).toBeTruthy()
  })
})

describe('a summary of nothing, or of too much', () => {
  const WHOLE = { resources: 1, compared: 1, refused: 0, failed: 0, skipped: 0 }
  const listed = (fetched: number) =>
    ({ state: 'listed', fetched, total: fetched, complete: true, incompleteReason: null }) as const
  const same = (count: number) =>
    ({
      resource: 'tickets',
      verdict: 'same',
      agent: listed(count),
      app: listed(count),
      both: count,
      onlyAgent: 0,
      onlyApp: 0,
      changed: 0,
      undecided: 0,
    }) as const
  const lead = () =>
    found(screen.getAllByRole('heading', { level: 2 }).find(({ id }) => id === 'lead-heading'))

  it('says that nothing is hidden only where everything was compared', async () => {
    await opened(coming({ resources: [same(0)], coverage: WHOLE, complete: true, findings: [] }))
    expect(lead().textContent).toBe('Nothing is hidden from the app, as far as was compared')
    expect(screen.getByRole('row', { name: /^Tickets 0/ }).textContent).toContain('no records')
    expect(screen.queryByRole('region', { name: 'Causes' })).toBeNull()
  })

  it('calls a gap a gap where no hidden record is known', async () => {
    await opened(
      coming({ resources: [same(2)], coverage: { ...WHOLE, resources: 2, failed: 1 }, findings: [] }),
    )
    expect(lead().textContent).toBe('No hidden record is known')
    expect(lead().parentElement?.textContent).toContain('1 of 2 resources could be compared')
  })

  it('says that nothing could be compared, and why', async () => {
    const failure = {
      code: 'connection.tls',
      message: 'The certificate has expired.',
      advice: [],
      status: null,
    } as const
    const { view } = await opened(
      coming({ app: { state: 'failed', failure, requestedScopes: ['all'] }, resources: [] }),
    )
    expect(lead().textContent).toBe('Nothing could be compared')
    expect(view.textContent).toContain('Not connected: The certificate has expired.')
  })

  it('says of what no cause is known', async () => {
    const { view } = await opened(coming({}, { hidden: { records: 8, explained: 0 } }))
    expect(view.textContent).toContain('The app does not see 8 records that the agent sees')
    expect(view.textContent).toContain('No cause of it is known.')
  })

  it('folds sixty causes, and names in words what no column shows', async () => {
    const causes = Array.from({ length: 60 }, (_, at) =>
      aCause({ setting: `setting ${String(at)} של צוות 🧑‍🚀`, findings: [] }),
    )
    const overlap = {
      causes: causes.map((_, at) => at).slice(0, 14),
      records: 5,
      undecided: 0,
      resources: [{ resource: 'tickets', records: 5 }] as const,
    }
    const { user, view } = await opened(coming({ causes }, { overlaps: [overlap] }))
    expect(view.querySelectorAll('[data-cause]')).toHaveLength(8)
    await user.click(within(view).getByRole('button', { name: 'Show all 60 causes' }))
    expect(view.querySelectorAll('[data-cause]')).toHaveLength(60)
    expect(screen.getByRole('table', { name: 'How they overlap' }).textContent).toContain('11, 12, 13, 14')
  })

  it('tells what the purpose does not need as intended, and what it needs first', async () => {
    const { view } = await opened({
      summaryAnswer: (whole) => {
        const answer = aSummaryAnswer(whole, TWO_ANSWERS)
        return ok({
          ...answer,
          bars: answer.bars.map((bar) => ({ ...bar, needed: bar.resource === 'tickets' })),
          purpose: { wanted: 259, open: 0, steps: [aStep()] },
        })
      },
    })
    const intended = region('As intended')
    expect(intended.getByText(/^Assets: 311 refused/)).toBeTruthy()
    expect(intended.queryByText(/^Tickets/)).toBeNull()
    const headings = [...view.querySelectorAll('h2')].map(({ textContent }) => textContent)
    expect(headings.indexOf('Changes for what its purpose needs, in order')).toBeGreaterThan(-1)
    expect(headings.indexOf('Changes for what its purpose needs, in order')).toBeLessThan(
      headings.indexOf('Changes for everything, in order'),
    )
  })
})
