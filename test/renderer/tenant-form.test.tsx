import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '../../src/shared/app-error'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

describe('the tenant form', () => {
  const openForm = async (bridge: FakeBridge) => {
    const user = renderWindow(bridge)
    await user.click(found((await screen.findAllByRole('button', { name: 'Add a tenant' }))[0]))
    return user
  }

  it('names each field that is wrong, puts the focus in the first and saves nothing', async () => {
    const bridge = new FakeBridge()
    const user = await openForm(bridge)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const name = screen.getByLabelText('Name')
    expect(document.activeElement).toBe(name)
    expect(name.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(name)).toContain('Enter a name')
    expect(describedBy(screen.getByLabelText('Web address'))).toContain('Enter the web address')
    expect(describedBy(screen.getByLabelText('Client id'))).toContain('Enter the client id')
    expect(bridge.inputsOf('profiles:save')).toEqual([])
  })

  it('counts down as fields are put right, and finds no new fault while somebody types', async () => {
    const user = await openForm(new FakeBridge())
    await user.click(screen.getByRole('button', { name: 'Save' }))
    screen.getByText('3 fields need attention')
    await user.type(screen.getByLabelText('Name'), 'Tailspin')
    screen.getByText('2 fields need attention')
    expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).not.toBe('true')
    await user.type(screen.getByLabelText('Client id'), 'client-1')
    screen.getByText('One field needs attention')
    await user.clear(screen.getByLabelText('Name'))
    screen.getByText('One field needs attention')
    await user.type(screen.getByLabelText('Web address'), 'tailspin.halopsa.com')
    expect(screen.queryByText(/needs? attention/)).toBeNull()
  })

  it('fills address and tenant id in from the three lines of Halo’s API details page', async () => {
    const user = await openForm(new FakeBridge())
    await user.click(screen.getByLabelText(/Paste the three lines/))
    await user.paste(
      'Resource Server: https://tailspin.halopsa.com/api\nAuthorisation Server: https://tailspin.halopsa.com/auth\nTenant: tailspin',
    )
    await user.click(screen.getByRole('button', { name: 'Fill in' }))
    expect(screen.getByLabelText('Web address')).toHaveProperty('value', 'https://tailspin.halopsa.com')
    expect(screen.getByLabelText(/^Tenant id/)).toHaveProperty('value', 'tailspin')
  })

  it('says so when what was pasted has no address', async () => {
    const user = await openForm(new FakeBridge())
    await user.type(screen.getByLabelText(/Paste the three lines/), 'nothing of use')
    await user.click(screen.getByRole('button', { name: 'Fill in' }))
    expect(screen.getByLabelText(/Paste the three lines/).getAttribute('aria-invalid')).toBe('true')
  })

  it('sends typed secrets once and shows them nowhere afterwards', async () => {
    const bridge = new FakeBridge()
    const user = await openForm(bridge)
    await user.type(screen.getByLabelText('Name'), 'Tailspin')
    await user.type(screen.getByLabelText('Web address'), 'tailspin.halopsa.com')
    await user.type(screen.getByLabelText('Client id'), 'client-1')
    await user.type(screen.getByLabelText('Client secret'), 'canary-secret')
    expect(screen.getByLabelText('Client secret')).toHaveProperty('type', 'password')
    await user.click(screen.getByRole('button', { name: 'Save and test connection' }))
    expect(bridge.inputsOf('profiles:save')).toEqual([
      {
        id: null,
        profile: expect.objectContaining({
          name: 'Tailspin',
          url: 'https://tailspin.halopsa.com',
          agent: null,
        }) as unknown,
        secrets: { app: 'canary-secret' },
      },
    ])
    expect(await screen.findByText('The connections work')).toBeTruthy()
    const secret = screen.getByLabelText<HTMLInputElement>('Client secret')
    expect(secret.value).toBe('')
    expect(secret.placeholder).toBe('stored in the keychain — leave empty to keep')
    expect(document.body.innerHTML).not.toContain('canary-secret')
  })

  it('keeps a stored secret when its field is left empty', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Edit Contoso Managed IT' }))
    await user.clear(screen.getByLabelText('Name'))
    await user.type(screen.getByLabelText('Name'), 'Contoso')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.inputsOf('profiles:save')).toEqual([expect.objectContaining({ secrets: {} })])
    expect(await screen.findByRole('listitem', { name: 'Contoso' })).toBeTruthy()
  })

  it('shows main’s error at the field it names', async () => {
    const saveError = appError('SECRET_NEEDED', 'The web address changed, so the secret is needed again.', {
      field: 'secrets.app',
      advice: ['Enter the client secret.'],
    })
    const bridge = new FakeBridge({ profiles: [aProfileView()], saveError })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Edit Contoso Managed IT' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const secret = found(screen.getAllByLabelText('Client secret')[0])
    expect(secret.getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(secret)
    expect(screen.getByRole('alert').textContent).toContain('Enter the client secret.')
  })

  it('asks before it throws typed text away', async () => {
    const user = await openForm(new FakeBridge())
    await user.type(screen.getByLabelText('Name'), 'Tailspin')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await user.click(screen.getByRole('button', { name: 'Go on editing' }))
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Tailspin')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await user.click(screen.getByRole('button', { name: 'Discard changes' }))
    expect(await screen.findByRole('heading', { name: 'Tenants' })).toBeTruthy()
  })

  it('asks for what each kind of agent side needs', async () => {
    const user = await openForm(new FakeBridge())
    expect(screen.getAllByLabelText('Client id')).toHaveLength(1)
    await user.click(screen.getByRole('radio', { name: /Sign in with the browser/ }))
    await user.clear(screen.getByLabelText('Redirect port'))
    await user.type(screen.getByLabelText('Redirect port'), '80')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(describedBy(screen.getByLabelText('Redirect port'))).toContain('between 1024 and 65535')
    await user.click(screen.getByRole('radio', { name: /Reference application/ }))
    expect(screen.queryByLabelText('Redirect port')).toBeNull()
    expect(screen.getAllByLabelText('Client secret')).toHaveLength(2)
  })
})

const describedBy = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
