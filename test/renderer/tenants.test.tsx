import { screen, within } from '@testing-library/react'
import { expect, it, describe } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { READY } from './fake-state'
import { aProfileView, someProfiles } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

const names = () => screen.getAllByRole('listitem').flatMap((item) => item.getAttribute('aria-label') ?? [])

describe('the empty state', () => {
  it('offers the demo tenant first and starts its chosen scenario', async () => {
    const bridge = new FakeBridge()
    const user = renderWindow(bridge)
    await user.selectOptions(await screen.findByLabelText('Scenario'), 'Healthy')
    await user.click(screen.getByRole('button', { name: 'Explore the demo tenant' }))
    expect(bridge.inputsOf('comparison:start')).toEqual([
      expect.objectContaining({ target: { kind: 'demo', scenario: 'healthy' } }),
    ])
    expect(await screen.findByText('Comparing the demo tenant: Healthy')).toBeTruthy()
  })

  it('leads to the form', async () => {
    const user = renderWindow(new FakeBridge())
    await screen.findByText('See what an API application really sees')
    await user.click(found(screen.getAllByRole('button', { name: 'Add a tenant' })[0]))
    expect(screen.getByRole('heading', { name: 'Add a tenant' })).toBeTruthy()
  })
})

describe('the list of tenants', () => {
  it('shows health, last run and the state of secrets in words', async () => {
    renderWindow(new FakeBridge({ profiles: someProfiles }))
    const contoso = within(await screen.findByRole('listitem', { name: 'Contoso Managed IT' }))
    expect(contoso.getByText('3 errors')).toBeTruthy()
    expect(contoso.getByText(/2026-11-23/)).toBeTruthy()
    expect(within(screen.getByRole('listitem', { name: 'Fabrikam' })).getByText('session only')).toBeTruthy()
    const adatum = within(screen.getByRole('listitem', { name: '株式会社アダタム' }))
    expect(adatum.getByText('Never compared')).toBeTruthy()
    expect(adatum.getByText('needs secret')).toBeTruthy()
  })

  it('does not call an incomplete run healthy', async () => {
    renderWindow(new FakeBridge({ profiles: someProfiles }))
    expect(
      within(await screen.findByRole('listitem', { name: 'Fabrikam' })).getByText('Incomplete'),
    ).toBeTruthy()
  })

  it('offers to compare only what can be compared, and says what is missing', async () => {
    renderWindow(new FakeBridge({ profiles: someProfiles }))
    const fabrikam = within(await screen.findByRole('listitem', { name: 'Fabrikam' }))
    const compare = fabrikam.getByRole<HTMLButtonElement>('button', { name: 'Compare' })
    expect(compare.disabled).toBe(true)
    expect(compare.title).toMatch(/Add an agent side/)
  })

  it('finds by name, address and tag', async () => {
    const user = renderWindow(new FakeBridge({ profiles: someProfiles }))
    await user.type(await screen.findByLabelText('Search tenants'), 'haloitsm')
    expect(names()).toEqual(['株式会社アダタム'])
    await user.clear(screen.getByLabelText('Search tenants'))
    await user.selectOptions(screen.getByLabelText('Tag'), 'production')
    expect(names()).toEqual(['Contoso Managed IT', 'Northwind Services'])
  })

  it('puts the focus in the search with /', async () => {
    const user = renderWindow(new FakeBridge({ profiles: someProfiles }))
    const search = await screen.findByLabelText('Search tenants')
    await user.keyboard('/')
    expect(document.activeElement).toBe(search)
    await user.keyboard('a/b')
    expect(search).toHaveProperty('value', 'a/b')
  })

  it('moves a tenant with the keyboard alone', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    const user = renderWindow(bridge)
    const more = await screen.findByRole('button', { name: 'More actions for Contoso Managed IT' })
    more.focus()
    await user.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}')
    expect(names().slice(0, 2)).toEqual(['Northwind Services', 'Contoso Managed IT'])
    expect(await screen.findByText('“Contoso Managed IT” moved down')).toBeTruthy()
    expect(bridge.inputsOf('profiles:reorder')).toEqual([
      {
        ids: [someProfiles[1], someProfiles[0], someProfiles[2], someProfiles[3]].map(
          (view) => found(view).profile.id,
        ),
      },
    ])
  })

  it('asks before deleting and names what goes', async () => {
    const bridge = new FakeBridge({ profiles: someProfiles })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'More actions for Contoso Managed IT' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Delete “Contoso Managed IT”?' }))
    expect(dialog.getByText('the secret of the app connection')).toBeTruthy()
    expect(dialog.getByText('the secret of the agent side')).toBeTruthy()
    expect(bridge.inputsOf('profiles:beginRemoval')).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Delete tenant' }))
    expect(await screen.findByText(/^“Contoso Managed IT” deleted\. Its secrets and history go/)).toBeTruthy()
    expect(names()).not.toContain('Contoso Managed IT')
  })

  it('lists every application to renew when a computer is lost, and copies it as a checklist', async () => {
    const user = renderWindow(new FakeBridge({ profiles: someProfiles }))
    await user.click(await screen.findByRole('button', { name: 'More' }))
    await user.click(screen.getByRole('menuitem', { name: 'Lost computer…' }))
    const dialog = within(screen.getByRole('dialog', { name: 'If a computer is lost' }))
    const held = someProfiles.flatMap(({ profile }) =>
      [profile.app, profile.agent, profile.inspector].flatMap((connection) => connection?.clientId ?? []),
    )
    expect(dialog.getAllByRole('row')).toHaveLength(held.length + 1)
    await user.click(dialog.getByRole('button', { name: 'Copy as checklist' }))
    const copied = await navigator.clipboard.readText()
    expect(copied.match(/^- \[ \] /gm)).toHaveLength(held.length)
    for (const clientId of held) expect(copied).toContain(`\`${clientId}\``)
    expect(await screen.findByText('Checklist copied as Markdown')).toBeTruthy()
  })

  it('deletes all tenants only after the word was typed, and says what could not go', async () => {
    const bridge = new FakeBridge({
      profiles: someProfiles,
      keptAtRemoval: [{ name: 'Contoso Managed IT', reason: 'The keychain is locked.' }],
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'More' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete all tenants…' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Delete all tenants?' }))
    const button = dialog.getByRole('button', { name: 'Delete all tenants' })
    expect(button).toHaveProperty('disabled', true)
    await user.type(dialog.getByLabelText('Type “delete” to confirm'), 'delete')
    await user.click(button)
    expect(await dialog.findByText('“Contoso Managed IT”: The keychain is locked.')).toBeTruthy()
    expect(names()).toEqual(['Contoso Managed IT'])
    bridge.state.keptAtRemoval = []
    await user.click(button)
    expect(
      await screen.findByText('All tenants and their secrets are deleted from this computer'),
    ).toBeTruthy()
    expect(bridge.inputsOf('profiles:removeAll')).toHaveLength(2)
  })

  it('says that the tenants are read-only and changes nothing then', async () => {
    renderWindow(
      new FakeBridge({ profiles: someProfiles, readOnly: true, notice: 'profiles.json was set aside.' }),
    )
    expect(await screen.findByText('The tenants are read-only')).toBeTruthy()
    expect(screen.getByText('profiles.json was set aside.')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Add a tenant' }).disabled).toBe(true)
  })

  it('shows what went wrong with what to do about it', async () => {
    const bridge = new FakeBridge()
    const failing = {
      ...bridge.api,
      profiles: { ...bridge.api.profiles, list: () => Promise.reject(new Error('secret-in-error')) },
    }
    Object.assign(bridge, { api: failing })
    renderWindow(bridge)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(/did not answer/)
    expect(alert.textContent).toMatch(/restart Crossview/)
    expect(document.body.textContent).not.toContain('secret-in-error')
  })
})

describe('the keychain banner', () => {
  const locked = {
    status: 'locked',
    message: 'The login keyring is locked.',
    advice: ['Unlock it.'],
  } as const

  it('names the cause and the fix, and goes when the keychain is ready', async () => {
    const user = renderWindow(new FakeBridge({ keychain: locked, keychainAfterCheck: READY }))
    expect(await screen.findByText('The keychain is locked')).toBeTruthy()
    expect(screen.getByText('Unlock it.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Check again' }))
    expect(screen.queryByText('The keychain is locked')).toBeNull()
  })

  it('is not there when the keychain is ready', async () => {
    renderWindow(new FakeBridge())
    await screen.findByLabelText('Scenario')
    expect(screen.queryByRole('button', { name: 'Check again' })).toBeNull()
  })
})

describe('import', () => {
  const importPreview = {
    importId: 'import-1',
    accepted: [{ name: 'Tailspin', url: 'https://tailspin.halopsa.com' }],
    authorities: [],
    proxies: [],
    rejected: [{ line: 3, reason: 'The web address is missing.' }],
    warnings: ['The file has a column of secrets; it was not read.'],
    columns: [],
  }

  it('shows what would be imported and left out, then asks for the secrets', async () => {
    const bridge = new FakeBridge({ importPreview })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Import…' }))
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }))
    const preview = within(await screen.findByRole('dialog', { name: 'Import tenants' }))
    expect(preview.getByText('Tailspin')).toBeTruthy()
    expect(preview.getByText(/The web address is missing/)).toBeTruthy()
    expect(preview.getByText(/column of secrets/)).toBeTruthy()
    expect(bridge.inputsOf('profiles:confirmImport')).toEqual([])

    await user.click(preview.getByRole('button', { name: 'Import 1 tenant' }))
    const secrets = within(await screen.findByRole('dialog', { name: 'Enter secrets' }))
    await user.type(secrets.getByLabelText(/^Tailspin: client secret/), 'canary-secret')
    await user.click(secrets.getByRole('button', { name: 'Store' }))
    expect(await secrets.findByText('stored in the keychain')).toBeTruthy()
    expect(bridge.inputsOf('profiles:setSecret')).toEqual([
      expect.objectContaining({ role: 'app', secret: 'canary-secret' }),
    ])
    expect(document.body.innerHTML).not.toContain('canary-secret')
  })

  it('does nothing when the file dialog is dismissed', async () => {
    const user = renderWindow(new FakeBridge())
    await user.click(await screen.findByRole('button', { name: 'Import…' }))
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }))
    expect(screen.getByRole('dialog', { name: 'Import tenants from a file' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('test connection', () => {
  it('names each step and the fault, with advice', async () => {
    const bridge = new FakeBridge({
      profiles: [aProfileView()],
      checkResult: {
        passed: false,
        findings: [],
        unconfirmedAuthHost: null,
        steps: [
          { role: 'app', step: 'address', state: 'passed', message: 'Halo 2.234.1 answered.', failure: null },
          {
            role: 'app',
            step: 'token',
            state: 'failed',
            message: 'Halo refused the client id or the secret.',
            failure: {
              code: 'connection.invalid-client',
              message: 'Halo refused the client id or the secret.',
              advice: ['Enter the secret again.', 'See whether the application is active.'],
              status: 400,
            },
          },
        ],
      },
    })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'More actions for Contoso Managed IT' }))
    await user.click(screen.getByRole('menuitem', { name: 'Test connection' }))
    const dialog = within(screen.getByRole('dialog'))
    expect(await dialog.findByText('A connection does not work yet')).toBeTruthy()
    expect(dialog.getByText('Halo 2.234.1 answered.')).toBeTruthy()
    expect(dialog.getByText('See whether the application is active.')).toBeTruthy()
    expect(dialog.getByText('failed')).toBeTruthy()
  })

  it('asks for each scope when told to, and says what the application really has', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'More actions for Contoso Managed IT' }))
    await user.click(screen.getByRole('menuitem', { name: 'Test connection' }))
    await user.click(screen.getByRole('button', { name: 'Ask for each scope' }))
    expect(await screen.findByText('read:tickets, edit:tickets')).toBeTruthy()
    const row = within(screen.getByRole('row', { name: /^read:customers/ }))
    expect(row.getByText('Not granted')).toBeTruthy()
    await user.click(found(screen.getAllByRole('button', { name: 'Close' })[0]))
    expect(bridge.inputsOf('comparison:cancelProbe')).toHaveLength(1)
  })
})
