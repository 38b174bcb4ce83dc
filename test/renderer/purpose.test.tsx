import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Recipe } from '../../src/core/comparison/recipe'
import type { SummaryAnswer } from '../../src/shared/ipc/analysis'
import { appError } from '../../src/shared/app-error'
import { err, ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { aSummaryAnswer } from './fake-summary'
import type { FakeState } from './fake-state'
import { renderWindow } from './render-window'

const TICKETS: Recipe = {
  name: 'halo-tickets',
  title: 'Read and create tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['edit:tickets'],
  permissions: [],
  membership: true,
  settings: [],
  unchecked: ['Whether the teams reach every ticket.'],
}

const CHECK: NonNullable<SummaryAnswer['check']> = {
  recipe: TICKETS,
  result: 'missing',
  items: [
    { what: 'scope edit:tickets', state: 'missing', why: 'not granted' },
    { what: 'read Tickets', state: 'met', why: 'scope read:tickets' },
    { what: 'member of a team or department', state: 'unknown', why: 'not read' },
  ],
  excess: [
    { what: 'scope all', risk: 'high', why: 'it covers everything', scope: 'all' },
    { what: 'scope read:items', risk: 'low', why: 'it can read records', scope: 'read:items' },
    { what: 'scope read:kb', risk: 'low', why: 'it can read records', scope: 'read:kb' },
  ],
}

const RECIPES = [
  { name: 'halo-tickets', title: TICKETS.title },
  { name: 'perimeters', title: 'Perimeters' },
]

const ASKED = { recipes: RECIPES, askForPurpose: true }

/** The summary of a comparison of which this is said; what is asked afterwards sees what was chosen. */
const open = async (answer: Partial<SummaryAnswer>, state: Partial<FakeState> = {}) => {
  const bridge = new FakeBridge({
    profiles: [aProfileView()],
    summaryAnswer: (summary) =>
      ok(
        aSummaryAnswer(
          summary,
          summary.purpose === null ? answer : { ...answer, check: CHECK, askForPurpose: false },
        ),
      ),
    purposeSet: (summary, { purpose }) => ok({ ...summary, purpose: purpose === null ? null : TICKETS }),
    ...state,
  })
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  await user.click(await screen.findByRole('tab', { name: 'Summary' }))
  const sent = () =>
    bridge.calls.filter(({ channel }) => channel === 'comparison:setPurpose').map(({ input }) => input)
  return { user, sent }
}

const panel = async (name: string) => within(await screen.findByRole('region', { name }))
const QUESTION = 'What is this application there for?'

describe('the purpose in the summary', () => {
  it('is asked for, suggested with its reason, and chosen', async () => {
    const suggestion = { recipe: 'halo-tickets', why: 'It holds exactly its scopes.' }
    const { user, sent } = await open({ ...ASKED, suggestion })
    const asked = await panel(QUESTION)
    expect(asked.getByText(/It holds exactly its scopes/)).toBeTruthy()
    expect(asked.getByRole('combobox', { name: 'Purpose' })).toHaveProperty('value', 'halo-tickets')
    expect(sent()).toEqual([])
    await user.click(asked.getByRole('button', { name: 'Choose' }))
    expect(sent()).toEqual([{ runId: 'run-1', purpose: 'halo-tickets' }])
    expect(await (await panel('Purpose')).findByText('Something is missing')).toBeTruthy()
  })

  it('without a suggestion has to be picked before it can be chosen', async () => {
    const { user, sent } = await open(ASKED)
    const asked = await panel(QUESTION)
    expect(asked.getByRole('button', { name: 'Choose' })).toHaveProperty('disabled', true)
    await user.selectOptions(asked.getByRole('combobox', { name: 'Purpose' }), 'Perimeters')
    await user.click(asked.getByRole('button', { name: 'Choose' }))
    expect(sent()).toEqual([{ runId: 'run-1', purpose: 'perimeters' }])
  })

  it('can be put off, and chosen later', async () => {
    const { user, sent } = await open(ASKED)
    await user.click((await panel(QUESTION)).getByRole('button', { name: 'Not now' }))
    expect(sent()).toEqual([])
    const later = await panel('Purpose')
    expect(later.getByText(/everything the application does not see counts as a loss/)).toBeTruthy()
    await user.click(later.getByRole('button', { name: 'Choose a purpose …' }))
    expect(later.queryByRole('button', { name: 'Never ask for this application' })).toBeNull()
    await user.click(later.getByRole('button', { name: 'Cancel' }))
    expect(later.getByRole('button', { name: 'Choose a purpose …' })).toBeTruthy()
  })

  it('is asked for never again where somebody says so', async () => {
    const { user, sent } = await open(ASKED)
    await user.click((await panel(QUESTION)).getByRole('button', { name: 'Never ask for this application' }))
    expect(sent()).toEqual([{ runId: 'run-1', purpose: null, ask: 'never' }])
    expect(await screen.findByRole('button', { name: 'Choose a purpose …' })).toBeTruthy()
  })

  it('is not asked for where it is not to be', async () => {
    await open({ recipes: RECIPES, askForPurpose: false })
    expect((await panel('Purpose')).getByRole('button', { name: 'Choose a purpose …' })).toBeTruthy()
  })

  it('is held against what the application has, with what is beyond it folded by risk', async () => {
    await open({ ...ASKED, check: CHECK, askForPurpose: false })
    const shown = await panel('Purpose')
    const lines = shown.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(lines.slice(0, 2)).toEqual([
      'Missing: scope edit:tickets (not granted)',
      'Unknown: member of a team or department (not read)',
    ])
    const folded = shown.getAllByRole('group')
    expect(folded.map((each) => each.querySelector('summary')?.textContent)).toEqual([
      '1 need met',
      '1 right beyond it, high risk',
      '2 rights beyond it, low risk',
      'What cannot be checked',
    ])
    expect(folded.every((each) => !each.hasAttribute('open'))).toBe(true)
  })

  it('is changed and cleared', async () => {
    const { user, sent } = await open({ ...ASKED, check: CHECK, askForPurpose: false })
    const shown = await panel('Purpose')
    await user.click(shown.getByRole('button', { name: 'Change …' }))
    expect(shown.getByRole('combobox', { name: 'Purpose' })).toHaveProperty('value', 'halo-tickets')
    await user.selectOptions(shown.getByRole('combobox', { name: 'Purpose' }), 'perimeters')
    await user.click(shown.getByRole('button', { name: 'Choose' }))
    await user.click(await (await panel('Purpose')).findByRole('button', { name: 'Clear' }))
    expect(sent()).toEqual([
      { runId: 'run-1', purpose: 'perimeters' },
      { runId: 'run-1', purpose: null },
    ])
  })

  it('that cannot be kept says why, and stays to be chosen', async () => {
    const error = appError('CONFLICT', '“Contoso” leads to another web address now.')
    const { user } = await open(ASKED, { purposeSet: () => err(error) })
    const asked = await panel(QUESTION)
    await user.selectOptions(asked.getByRole('combobox', { name: 'Purpose' }), 'perimeters')
    await user.click(asked.getByRole('button', { name: 'Choose' }))
    expect(await asked.findByText('“Contoso” leads to another web address now.')).toBeTruthy()
    expect(asked.getByRole('combobox', { name: 'Purpose' })).toHaveProperty('value', 'perimeters')
  })
})
