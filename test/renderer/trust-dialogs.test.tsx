import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { createGate } from '../support/gate'
import { FakeBridge } from './fake-bridge'
import { anAuthority, aProfileView } from './fake-data'
import { renderWindow } from './render-window'

describe('an import with certificates and proxies', () => {
  const importPreview = {
    importId: 'import-1',
    accepted: [
      { name: 'Tailspin', url: 'https://tailspin.halopsa.com' },
      { name: 'Wingtip', url: 'https://wingtip.halopsa.com' },
    ],
    authorities: [
      { ...anAuthority('QUFB'), tenants: 2 },
      { ...anAuthority('QkJC', { validTo: '2024-01-03T00:00:00.000Z' }), tenants: 1 },
    ],
    proxies: [{ proxy: 'http://proxy.example:8080', tenants: 1 }],
    rejected: [],
    warnings: [],
    columns: [],
  }
  const open = async () => {
    const bridge = new FakeBridge({ importPreview })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Import…' }))
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Import tenants' }))
    return { bridge, user, dialog }
  }

  it('shows each once, unticked, and says what follows', async () => {
    const { dialog } = await open()
    const boxes = dialog.getAllByRole<HTMLInputElement>('checkbox')
    expect(boxes.map((each) => [each.labels?.[0]?.textContent, each.checked])).toEqual([
      ['I compared this fingerprint, and the certificate is our own (used by 2 tenants)', false],
      ['I compared this fingerprint, and the certificate is our own (used by 1 tenant)', false],
      ['http://proxy.example:8080 is our own proxy (used by 1 tenant)', false],
    ])
    for (const { subject } of importPreview.authorities)
      expect(dialog.getAllByText(subject).length).toBeGreaterThan(0)
    expect(dialog.getByText('expired on 2024-01-03')).toBeTruthy()
    expect(dialog.getByText(/sends nothing until you edit it and confirm it there/)).toBeTruthy()
  })

  it('works without a tick', async () => {
    const { bridge, user, dialog } = await open()
    await user.click(dialog.getByRole('button', { name: 'Import 2 tenants' }))
    expect(bridge.inputsOf('profiles:confirmImport')).toEqual([
      { importId: 'import-1', authorities: [], proxies: [] },
    ])
  })

  it('passes on what was ticked, and what was unticked again not', async () => {
    const { bridge, user, dialog } = await open()
    const [first, second, proxy] = dialog.getAllByRole('checkbox')
    for (const each of [first, second, proxy, second]) await user.click(each!)
    await user.click(dialog.getByRole('button', { name: 'Import 2 tenants' }))
    expect(bridge.inputsOf('profiles:confirmImport')).toEqual([
      {
        importId: 'import-1',
        authorities: [anAuthority('QUFB').fingerprint],
        proxies: ['http://proxy.example:8080'],
      },
    ])
  })

  it('says how many are left to confirm, and asks for no secret of theirs', async () => {
    const { bridge, user, dialog } = await open()
    bridge.state.importedUnconfirmed = ['authorities']
    await user.click(dialog.getByRole('button', { name: 'Import 2 tenants' }))
    expect(await screen.findByText('2 tenants imported, 2 to be edited and confirmed first')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('asks nothing of a file without any', async () => {
    const bridge = new FakeBridge({ importPreview: { ...importPreview, authorities: [], proxies: [] } })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Import…' }))
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }))
    await screen.findByRole('dialog', { name: 'Import tenants' })
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByText(/To be confirmed/)).toBeNull()
  })
})

describe('test connection of a tenant that names another authorisation server', () => {
  const open = async (confirmError: ReturnType<typeof appError> | null = null) => {
    const bridge = new FakeBridge({
      profiles: [aProfileView()],
      checkResult: { steps: [], findings: [], passed: false, unconfirmedAuthHost: 'login.example' },
      confirmError,
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'More actions for Contoso Managed IT' }))
    await user.click(screen.getByRole('menuitem', { name: 'Test connection' }))
    const dialog = within(screen.getByRole('dialog'))
    const button = await dialog.findByRole('button', { name: 'Confirm login.example and test again' })
    return { bridge, user, dialog, button }
  }

  it('says which and why, and confirms nothing by itself', async () => {
    const { bridge, dialog } = await open()
    expect(dialog.getByText('The tenant names another authorisation server: login.example')).toBeTruthy()
    expect(dialog.getByText(/neither contoso\.halopsa\.com itself/)).toBeTruthy()
    expect(bridge.inputsOf('profiles:confirmAuthHost')).toEqual([])
  })

  it('is confirmed by keyboard and tested again, with the focus in the outcome', async () => {
    const { bridge, user, dialog, button } = await open()
    bridge.state.checkResult = { steps: [], findings: [], passed: true, unconfirmedAuthHost: null }
    button.focus()
    await user.keyboard('{Enter}')
    const { id } = aProfileView().profile
    expect(await dialog.findByText('The connections work')).toBeTruthy()
    expect(bridge.inputsOf('profiles:confirmAuthHost')).toEqual([{ id, host: 'login.example' }])
    expect(bridge.inputsOf('comparison:check')).toHaveLength(2)
    expect(dialog.queryByText(/another authorisation server/)).toBeNull()
    const outcome = document.activeElement
    expect(outcome?.getAttribute('aria-live')).toBe('polite')
    expect(outcome?.textContent).toContain('The connections work')
  })

  it('shows why it could not be confirmed, and tests nothing', async () => {
    const { bridge, user, dialog, button } = await open(
      appError('INVALID_ARGUMENT', 'The tenant did not name this authorisation server.'),
    )
    await user.click(button)
    expect(await dialog.findByText('The tenant did not name this authorisation server.')).toBeTruthy()
    expect(bridge.inputsOf('comparison:check')).toHaveLength(1)
    expect(button).toHaveProperty('disabled', false)
  })
})

describe('a comparison whose tenant was changed meanwhile', () => {
  it('says that it was ended, not that something failed, and can be started again', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Compare' }))
    const error = appError('CANCELLED', 'This was ended, because the tenant was changed.', {
      advice: ['Start it again.'],
    })
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'failed', error })
    })
    const said = screen.getByText(error.message)
    expect(said.closest('[role=status]')?.textContent).toMatch(/^Warning: .*Start it again/)
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Compare again' }))
    expect(bridge.inputsOf('comparison:start')).toHaveLength(2)
  })
})

describe('the dialog for missing secrets', () => {
  const open = async () => {
    const bridge = new FakeBridge({
      profiles: [aProfileView({ proxy: 'http://proxy.example:8080' }, { app: 'missing', agent: 'missing' })],
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Enter secret…' }))
    const dialog = () => within(screen.getByRole('dialog', { name: 'Enter secrets' }))
    return { bridge, user, dialog, app: dialog().getByLabelText(/app connection/) }
  }

  it('says where each secret goes', async () => {
    const { dialog } = await open()
    expect(dialog().getAllByText('For contoso.halopsa.com · through http://proxy.example:8080')).toHaveLength(
      2,
    )
  })

  it('is not for tenants that have to be confirmed: the form takes both', async () => {
    const missing = { app: 'missing', agent: 'missing' } as const
    const user = renderWindow(
      new FakeBridge({
        profiles: [
          aProfileView({}, missing, ['proxy']),
          aProfileView({ id: '22222222-2222-4222-8222-222222222222', name: 'Northwind' }, missing),
        ],
      }),
    )
    // One that can be entered by itself is too few for a place to enter them all.
    await screen.findByRole('listitem', { name: 'Northwind' })
    expect(screen.queryByText(/tenants need secrets/)).toBeNull()
    const row = within(screen.getByRole('listitem', { name: 'Contoso Managed IT' }))
    await user.click(row.getByRole('button', { name: 'Enter secret…' }))
    expect(screen.getByRole('heading', { name: 'Edit Contoso Managed IT' })).toBeTruthy()
  })

  it('stores what was typed before it closes', async () => {
    const { bridge, user, dialog, app } = await open()
    await user.type(app, 'canary-secret')
    expect(dialog().queryByRole('button', { name: 'Done' })).toBeNull()
    await user.click(dialog().getByRole('button', { name: 'Store and close' }))
    expect(bridge.inputsOf('profiles:setSecret')).toMatchObject([{ role: 'app', secret: 'canary-secret' }])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('stays open with what could not be stored', async () => {
    const { bridge, user, dialog, app } = await open()
    bridge.state.secretError = appError('KEYCHAIN_LOCKED', 'The keychain is locked.')
    await user.type(app, 'canary-secret')
    await user.click(dialog().getByRole('button', { name: 'Store and close' }))
    expect(await dialog().findByText('The keychain is locked.')).toBeTruthy()
    expect(app).toHaveProperty('value', 'canary-secret')
    bridge.state.secretError = null
    await user.click(dialog().getByRole('button', { name: 'Store and close' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('asks before what was typed is lost in another way', async () => {
    const { bridge, user, dialog, app } = await open()
    await user.type(app, 'canary-secret')
    await user.click(dialog().getByRole('button', { name: 'Close' }))
    const question = within(screen.getByRole('dialog', { name: 'Close without storing?' }))
    await user.click(question.getByRole('button', { name: 'Close' }))
    expect(app).toHaveProperty('value', 'canary-secret')
    await user.click(dialog().getByRole('button', { name: 'Close' }))
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(bridge.inputsOf('profiles:setSecret')).toEqual([])
  })

  it('keeps what is typed while others are being stored', async () => {
    const { bridge, user, dialog, app } = await open()
    await user.type(app, 'canary-secret')
    const keychain = createGate()
    keychain.shutAfter(0)
    bridge.state.beforeSecret = keychain.pass
    await user.click(dialog().getByRole('button', { name: 'Store and close' }))
    const [, agent] = dialog().getAllByLabelText(/client secret/)
    if (agent === undefined) throw new Error('There is one field')
    await user.type(agent, 'canary-later')
    await user.keyboard('{Escape}')
    const question = within(screen.getByRole('dialog', { name: 'Close without storing?' }))
    expect(question.getByText(/^2 secrets you typed would be lost/)).toBeTruthy()
    await user.click(question.getByRole('button', { name: 'Close' }))
    keychain.open()
    expect(await dialog().findByText('stored in the keychain')).toBeTruthy()
    expect(agent).toHaveProperty('value', 'canary-later')
  })

  it('does not close as done over a paste that was not taken', async () => {
    const { user, dialog, app } = await open()
    await user.click(app)
    await user.paste('canary-id\ncanary-secret')
    await user.click(dialog().getByRole('button', { name: 'Done' }))
    expect(screen.getByText(/^What you pasted was not taken/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Go on editing' }))
    expect(dialog().getByText(/Copy the client secret alone/)).toBeTruthy()
  })

  it('closes at once with nothing typed', async () => {
    const { user, dialog } = await open()
    await user.click(dialog().getByRole('button', { name: 'Done' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
