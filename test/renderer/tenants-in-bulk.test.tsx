import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { useToasts } from '../../src/renderer/src/ui/toast-store'
import { useFleet } from '../../src/renderer/src/features/fleet/fleet-store'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow } from './render-window'

/** What is done with several tenants at once. */

const NAMES = ['Adatum', 'Contoso', 'Fabrikam', 'Northwind', 'Tailspin']
const idOf = (name: string) => `00000000-0000-4000-8000-00000000000${String(NAMES.indexOf(name))}`
const some = (secrets = { app: 'stored', agent: 'stored' } as Parameters<typeof aProfileView>[1]) =>
  NAMES.map((name, index) =>
    aProfileView(
      {
        id: idOf(name),
        name,
        url: `https://${name.toLowerCase()}.halopsa.com`,
        tags: index < 2 ? ['gold'] : [],
        app: { kind: 'application', clientId: `app-${name}`, scope: 'all' },
        agent: { kind: 'application', clientId: `agent-${name}`, scope: 'all' },
      },
      secrets,
    ),
  )

const open = async (state: ConstructorParameters<typeof FakeBridge>[0] = {}) => {
  const bridge = new FakeBridge({ profiles: some(), ...state })
  const user = renderWindow(bridge)
  await screen.findByRole('listitem', { name: 'Adatum' })
  return { bridge, user }
}
const tick = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: `Select ${name}` })
const ticked = () =>
  NAMES.filter((name) => screen.queryByRole('checkbox', { name: `Select ${name}`, checked: true }))
const bar = () => within(screen.getByRole('group', { name: 'Selected tenants' }))
const listed = () => NAMES.filter((name) => screen.queryByRole('listitem', { name }) !== null)

describe('selecting tenants', () => {
  it('by clicks: one, a range with Shift, all that are shown', async () => {
    const { user } = await open()
    await user.click(tick('Contoso'))
    expect(bar().getByRole('status').textContent).toBe('1 selected')
    await user.keyboard('{Shift>}')
    await user.click(tick('Tailspin'))
    await user.keyboard('{/Shift}')
    expect(ticked()).toEqual(['Contoso', 'Fabrikam', 'Northwind', 'Tailspin'])
    const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all 5 tenants shown' })
    expect([all.checked, all.indeterminate]).toEqual([false, true])
    await user.click(all)
    expect(ticked()).toEqual(NAMES)
    await user.click(all)
    expect(ticked()).toEqual([])
  })

  it('by keyboard: one tab stop, arrows, Space, ranges with Shift, all with Ctrl+A', async () => {
    const { user } = await open()
    const stops = NAMES.map(tick).filter((each) => each.tabIndex === 0)
    expect(stops).toHaveLength(1)
    tick('Adatum').focus()
    await user.keyboard('{ArrowDown} ')
    expect(ticked()).toEqual(['Contoso'])
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(ticked()).toEqual(['Contoso', 'Fabrikam', 'Northwind'])
    await user.keyboard('{Control>}a{/Control}')
    expect(ticked()).toEqual(NAMES)
    await user.click(bar().getByRole('button', { name: 'Select none' }))
    expect(ticked()).toEqual([])
  })

  it('says of those that a search hides that they are meant too', async () => {
    const { user, bridge } = await open()
    for (const name of ['Adatum', 'Contoso', 'Fabrikam']) await user.click(tick(name))
    await user.type(screen.getByLabelText('Search tenants'), 'fab')
    expect(bar().getByRole('status').textContent).toBe('3 selected, 2 not shown')
    await user.click(bar().getByRole('button', { name: 'Delete 3 tenants…' }))
    await user.click(screen.getByRole('button', { name: 'Delete 3 tenants' }))
    expect(bridge.inputsOf('profiles:beginRemoval')).toEqual([
      { ids: ['Adatum', 'Contoso', 'Fabrikam'].map(idOf) },
    ])
  })
})

describe('deleting tenants', () => {
  const removal = async (state: ConstructorParameters<typeof FakeBridge>[0] = {}) => {
    const all = await open(state)
    for (const name of ['Contoso', 'Northwind']) await all.user.click(tick(name))
    await all.user.click(bar().getByRole('button', { name: 'Delete 2 tenants…' }))
    await all.user.click(screen.getByRole('button', { name: 'Delete 2 tenants' }))
    return all
  }

  it('can be undone as long as it is told: they are back in their places', async () => {
    const { user, bridge } = await removal()
    expect(
      await screen.findByText('2 tenants deleted. Their secrets and history go when this message does.'),
    ).toBeTruthy()
    expect(listed()).toEqual(['Adatum', 'Fabrikam', 'Tailspin'])
    expect(screen.queryByText(/selected/)).toBeNull()
    await user.keyboard('{Control>}z{/Control}')
    expect(await screen.findByText('2 tenants are back, with their secrets and histories')).toBeTruthy()
    expect(listed()).toEqual(NAMES)
    // Only what a page before this one had begun was finished.
    expect(bridge.inputsOf('profiles:finishRemoval')).toEqual([{ removalId: null }])
  })

  it('is finished when the message goes', async () => {
    const { user, bridge } = await removal()
    const told = within(
      await screen.findByText(/^2 tenants deleted/).then((text) => text.parentElement ?? text),
    )
    await user.click(told.getByRole('button', { name: 'Dismiss' }))
    expect(bridge.inputsOf('profiles:finishRemoval')).toHaveLength(2)
    expect(listed()).toEqual(['Adatum', 'Fabrikam', 'Tailspin'])
  })

  it('offers Undo again where that failed, and says why', async () => {
    const { user, bridge } = await removal({
      undoError: appError('CONFLICT', 'The name “Contoso” is taken.'),
    })
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('The name “Contoso” is taken.')).toBeTruthy()
    bridge.state.undoError = null
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText(/^2 tenants are back/)).toBeTruthy()
  })

  it('names the one that could not go, and the others go', async () => {
    await removal({
      notRemoved: [{ name: 'Contoso', error: appError('KEYCHAIN_LOCKED', 'The keychain is locked.') }],
    })
    const dialog = within(await screen.findByRole('dialog', { name: '1 tenant not deleted' }))
    expect(dialog.getByText(/The keychain is locked\./)).toBeTruthy()
    expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual([
      '“Northwind” deleted. Its secrets and history go when this message does.',
    ])
    expect(listed()).toContain('Contoso')
    expect(listed()).not.toContain('Northwind')
  })
})

describe('the other things that are done with several', () => {
  it('tags: those in use are offered, one is added, one taken away', async () => {
    const { user, bridge } = await open()
    for (const name of ['Contoso', 'Fabrikam']) await user.click(tick(name))
    await user.click(bar().getByRole('button', { name: 'Tags…' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Tags of 2 tenants' }))
    const gold = dialog.getByRole<HTMLInputElement>('checkbox', { name: 'gold on 1 of 2' })
    expect(gold.indeterminate).toBe(true)
    expect(dialog.getByRole('button', { name: 'Save tags' })).toHaveProperty('disabled', true)
    await user.click(gold)
    await user.click(gold)
    await user.type(dialog.getByLabelText('New tags'), 'north{Enter}south')
    await user.keyboard('{Escape}')
    const question = within(screen.getByRole('dialog', { name: 'Close without saving?' }))
    await user.click(question.getByRole('button', { name: 'Go on editing' }))
    await user.click(dialog.getByRole('button', { name: 'Save tags' }))
    expect(bridge.inputsOf('profiles:tag')).toEqual([
      { ids: [idOf('Contoso'), idOf('Fabrikam')], add: ['north', 'south'], remove: ['gold'] },
    ])
    expect(await screen.findByText('Tags of 2 tenants changed')).toBeTruthy()
  })

  it('tests: each has its result, and what was not reached is said to be not tested', async () => {
    const { user, bridge } = await open()
    await user.click(screen.getByRole('checkbox', { name: /^Select all/ }))
    await user.click(bar().getByRole('button', { name: 'Test connections' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Test connections: 5 tenants' }))
    expect(await dialog.findByText('5 of 5 tenants passed')).toBeTruthy()
    expect(dialog.getAllByText('works')).toHaveLength(5)
    expect(bridge.inputsOf('comparison:check')).toHaveLength(5)
    const [, close] = dialog.getAllByRole('button', { name: 'Close' })
    if (close !== undefined) await user.click(close)
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('compares each by itself, and names those that cannot be', async () => {
    const { user, bridge } = await open({
      profiles: some().map((view, index) => (index === 0 ? { ...view, secrets: { app: 'missing' } } : view)),
    })
    for (const name of ['Adatum', 'Contoso', 'Fabrikam']) await user.click(tick(name))
    await user.click(bar().getByRole('button', { name: 'Compare…' }))
    await user.click(screen.getByRole('menuitem', { name: /^Each by itself/ }))
    const dialog = within(screen.getByRole('dialog', { name: 'Compare 2 tenants?' }))
    expect(dialog.getByLabelText('Left out').textContent).toContain('Adatum: Enter the secret')
    await user.click(dialog.getByRole('button', { name: 'Compare 2 tenants' }))
    await screen.findByRole('heading', { name: 'Comparing Fabrikam' })
    expect(bridge.inputsOf('comparison:start')).toMatchObject([
      { target: { profileId: idOf('Contoso') } },
      { target: { profileId: idOf('Fabrikam') } },
    ])
  })

  it('sets a fleet run up over just these', async () => {
    const { user } = await open()
    for (const name of ['Contoso', 'Tailspin']) await user.click(tick(name))
    await user.click(bar().getByRole('button', { name: 'Compare…' }))
    await user.click(screen.getByRole('menuitem', { name: /^Together/ }))
    expect(await screen.findByRole('button', { name: 'Run for 2 tenants' })).toBeTruthy()
    expect([...useFleet.getState().setup.chosen]).toEqual([idOf('Contoso'), idOf('Tailspin')])
  })
})

describe('many secrets', () => {
  const asking = async () => {
    const all = await open({ profiles: some({ app: 'missing', agent: 'missing' }) })
    await all.user.click(screen.getByRole('button', { name: 'Enter the secrets' }))
    return { ...all, dialog: within(screen.getByRole('dialog', { name: 'Enter secrets' })) }
  }

  it('one by one: Enter stores and goes to the next, Skip leaves one out', async () => {
    const { user, bridge, dialog } = await asking()
    expect(dialog.getByText('0 of 10 secrets stored')).toBeTruthy()
    await user.click(dialog.getByLabelText('Adatum: client secret of the app connection'))
    await user.keyboard('canary-one{Enter}')
    expect(document.activeElement).toBe(dialog.getByLabelText('Adatum: client secret of the agent side'))
    const skip = dialog.getAllByRole('button', { name: 'Skip' })[0]
    if (skip !== undefined) await user.click(skip)
    expect(document.activeElement).toBe(dialog.getByLabelText('Contoso: client secret of the app connection'))
    expect(dialog.getByText('1 of 10 secrets stored')).toBeTruthy()
    expect(bridge.inputsOf('profiles:setSecret')).toEqual([
      { id: idOf('Adatum'), role: 'app', secret: 'canary-one' },
    ])
  })

  it('ends with the focus on Done, where the last one is stored', async () => {
    const { user, dialog } = await asking()
    for (let left = dialog.getAllByLabelText(/client secret of/).length; left > 0; left -= 1)
      await user.type(dialog.getAllByLabelText(/client secret of/)[0]!, 'canary{Enter}')
    expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Done' }))
  })

  it('from one paste: told by number and tenant, never by content, and stored when asked', async () => {
    const { user, bridge, dialog } = await asking()
    const field = dialog.getByLabelText('Paste lines with secrets')
    const lines = 'app-Contoso\tcanary-a\nFabrikam,agent,canary-b\nNobody\tcanary-c\nTailspin\tcanary-d'
    fireEvent.paste(field, { clipboardData: { getData: () => lines } })
    expect(await dialog.findByText('2 of 4 lines matched')).toBeTruthy()
    const told = dialog.getByLabelText('Lines that were pasted').textContent
    expect(told).toContain('Line 1: Contoso: app connection')
    expect(told).toContain('Line 3: not matched, it names no connection')
    expect(told).toContain('Line 4: not matched, it can mean several connections')
    expect(document.body.innerHTML).not.toContain('canary')
    expect(bridge.inputsOf('profiles:setSecret')).toEqual([])
    // Closing would lose them.
    await user.click(dialog.getByRole('button', { name: 'Done' }))
    await screen.findByText(/^2 secrets you entered would be lost/)
    await user.click(screen.getByRole('button', { name: 'Go on editing' }))
    await user.click(dialog.getByRole('button', { name: 'Store 2 secrets' }))
    expect(await dialog.findByText('2 of 10 secrets stored')).toBeTruthy()
    expect(bridge.inputsOf('profiles:setSecret')).toEqual([
      { id: idOf('Contoso'), role: 'app', secret: 'canary-a' },
      { id: idOf('Fabrikam'), role: 'agent', secret: 'canary-b' },
    ])
    expect(document.body.innerHTML).not.toContain('canary')
  })

  it('that the keychain does not take stay in their fields', async () => {
    const { user, bridge, dialog } = await asking()
    bridge.state.secretError = appError('KEYCHAIN_LOCKED', 'The keychain is locked.')
    fireEvent.paste(dialog.getByLabelText('Paste lines with secrets'), {
      clipboardData: { getData: () => 'app-Contoso\tcanary-a' },
    })
    await user.click(await dialog.findByRole('button', { name: 'Store 1 secret' }))
    expect(await dialog.findByText('The keychain is locked.')).toBeTruthy()
    expect(dialog.getByLabelText('Contoso: client secret of the app connection')).toHaveProperty(
      'value',
      'canary-a',
    )
  })
})

describe('import', () => {
  it('explains what a file may have, saves a template, and tells what is wrong with a file beside it', async () => {
    const { user, bridge } = await open({ importError: appError('INVALID_FILE', 'It is no list.') })
    await user.click(screen.getByRole('button', { name: 'Import…' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Import tenants from a file' }))
    expect(dialog.getByLabelText('What a file may have').textContent).toContain(
      'inspector_client_id one of two*',
    )
    await user.click(dialog.getByRole('button', { name: 'Save a template…' }))
    expect(await screen.findByText('Template saved: /home/me/template.csv')).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Choose a file…' }))
    expect(await dialog.findByText('It is no list.')).toBeTruthy()
    expect(bridge.inputsOf('profiles:confirmImport')).toEqual([])
  })
})

describe('after Save', () => {
  it('the next step is offered and has the focus', async () => {
    const [contoso] = some().filter(({ profile }) => profile.name === 'Contoso')
    if (contoso === undefined) throw new Error('No such tenant')
    const { user } = await open({
      profiles: [{ ...contoso, profile: { ...contoso.profile, agent: null } }, ...some()],
    })
    await user.click(screen.getAllByRole('button', { name: 'Edit Contoso' })[0] ?? document.body)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const notice = within(await screen.findByRole('group', { name: /^“Contoso” saved/ }))
    const add = notice.getByRole('button', { name: 'Add the agent side' })
    expect(document.activeElement).toBe(add)
    expect(notice.getByRole('button', { name: 'Test connection' })).toBeTruthy()
    await user.click(add)
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^None yet/ }))
    await act(() => Promise.resolve())
  })
})
