import { render, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { RecordLine } from '../../src/core/causes/record-explanation'
import { decisionWords } from '../../src/core/remedy/record-text'
import { CauseList } from '../../src/renderer/src/features/explanation/cause-list'
import { RecordPanel } from '../../src/renderer/src/features/explanation/record-panel'
import { causesFor } from '../../src/renderer/src/features/explanation/select-causes'
import type { Subject } from '../../src/renderer/src/features/explanation/select-findings'
import type { RecordAnswer } from '../../src/shared/ipc/analysis'
import { aCause, aChange, aStep, aSummaryAnswer } from './fake-summary'
import './render-window'

/** *Why?* of one record, and of all of a resource. */

const aLine = (change: Partial<RecordLine>): RecordLine => ({
  what: 'client',
  value: 'Fabrikam Ltd',
  allowed: '14 clients, not this one',
  code: 'agent.client',
  decided: 'hides',
  basis: 'D',
  cause: 0,
  overruled: false,
  ...change,
})

const aRecordAnswer = (change: Partial<RecordAnswer> = {}): RecordAnswer => ({
  resource: 'tickets',
  id: '10007',
  name: 'Ticket 10007',
  seenBy: 'agent',
  side: 'app',
  state: 'hidden',
  message: 'The app side does not see it: its client hides it.',
  lines: [
    aLine({}),
    aLine({ what: 'team', value: 'First line', decided: 'shows', basis: null, cause: null }),
  ],
  fixes: null,
  wouldHide: [],
  text: '',
  markdown: '',
  ...change,
})

describe('one record', () => {
  it('is told by its own values, each beside what is allowed and what it decides, after the ways to show it', () => {
    const { container } = render(<RecordPanel record={aRecordAnswer()} ways={<p>Ways</p>} />)
    const lines = [...container.querySelectorAll('dl > div')].map(({ textContent }) => textContent)
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^clientFabrikam LtdAllowed: 14 clients, not this one/)
    expect(lines[0]).toContain(decisionWords(aLine({})))
    expect(container.textContent).toMatch(/Ways.*What decides it/)
    expect(screen.queryByText('Each of these would hide it')).toBeNull()
  })

  it('that is seen says what would hide it', () => {
    const record = aRecordAnswer({
      state: 'seen',
      lines: [],
      wouldHide: [aChange({ text: 'Take its team.' })],
    })
    render(<RecordPanel record={record} ways={null} />)
    const hiding = within(screen.getByRole('region', { name: 'Each of these would hide it' }))
    expect(hiding.getByText('Take its team.')).toBeTruthy()
    expect(screen.queryByText('What decides it')).toBeNull()
  })
})

describe('the causes of a resource', () => {
  const subject: Subject = {
    kind: 'resource',
    resource: 'tickets',
    name: 'Tickets',
    recordIds: [],
    differs: true,
    undecided: false,
  }
  const causes = [
    aCause({
      findings: [],
      setting: 'few',
      resources: [{ resource: 'tickets', records: 3, refused: false }],
      records: 3,
    }),
    aCause({ findings: [], setting: 'many' }),
    aCause({
      findings: [],
      setting: 'of sites',
      resources: [{ resource: 'sites', records: 9, refused: false }],
    }),
  ]
  const list = (isWhole: boolean, onTry: (changes: readonly string[]) => void = () => undefined) =>
    render(
      <CauseList
        resource="tickets"
        relevant={causesFor({ causes, findings: [] }, subject)}
        answer={aSummaryAnswer({ resources: [], causes }, { singles: [aStep()] })}
        isWhole={isWhole}
        predicted={false}
        onTry={onTry}
        onCopy={() => undefined}
      />,
    )

  it('are each told once, most records first, with what each hides here and in all', () => {
    list(true)
    const cards = screen.getAllByRole('article').map(({ textContent }) => textContent)
    expect(cards).toHaveLength(2)
    expect(cards[0]).toContain('Hides 1,085 tickets1,142 records in all')
    expect(cards[1]).toContain('Hides 3 tickets')
    expect(cards[1]).not.toContain('in all')
  })

  it('name the best single change of the whole resource alone, to be tried', () => {
    const tried: (readonly string[])[] = []
    const { container, unmount } = list(true, (changes) => tried.push(changes))
    expect(screen.getByRole('heading', { name: 'Best single change: +202 tickets' })).toBeTruthy()
    within(container)
      .getAllByRole('button', { name: /^Try it/ })[0]
      ?.click()
    expect(tried).toEqual([['claim:Fc=1']])
    unmount()
    list(false)
    expect(screen.queryByText(/Best single change/)).toBeNull()
  })
})
