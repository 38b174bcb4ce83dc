import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { ProfileView } from '../../src/shared/ipc/api'
import { FakeBridge } from './fake-bridge'
import { anAuthority, aProfileView, pemOf } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

const [STORED, OTHER] = [pemOf('QUFB'), pemOf('QkJC')]

const withInspector = aProfileView(
  {
    ca: STORED,
    confirmedAuthorities: [anAuthority('QUFB').fingerprint],
    proxy: 'http://proxy.example:8080',
    confirmedProxy: 'http://proxy.example:8080',
    inspector: { kind: 'application', clientId: 'inspector-client', scope: 'all' },
  },
  { app: 'stored', agent: 'session-only', inspector: 'unknown' },
)

const open = async (view: ProfileView = withInspector) => {
  const bridge = new FakeBridge({ profiles: [view] })
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Edit Contoso Managed IT' }))
  return { bridge, user }
}

const section = (name: string) => within(screen.getByRole('region', { name }))
const SECTIONS = ['App connection', 'Agent side', 'Inspector']
/** What each section says of its stored secret; empty where it stays. */
const said = () => SECTIONS.map((name) => section(name).getByRole('status').textContent)
const asksAnew = (name: string) =>
  section(name).getByLabelText<HTMLInputElement>('Client secret').placeholder === 'paste it here'

const retype = async (user: UserEvent, field: HTMLElement, text: string) => {
  await user.clear(field)
  if (text !== '') await user.type(field, text)
}
const paste = async (user: UserEvent, field: HTMLElement, text: string) => {
  await user.clear(field)
  await user.click(field)
  await user.paste(text)
}

describe('a secret is asked for again when what it was entered for changes', () => {
  it('says nothing while nothing changed', async () => {
    await open()
    expect(said()).toEqual(['', '', ''])
    expect(SECTIONS.map(asksAnew)).toEqual([false, false, false])
  })

  it.each([
    {
      what: 'web address',
      field: () => screen.getByLabelText('Web address'),
      other: 'https://elsewhere.halopsa.com',
      back: 'https://contoso.halopsa.com/api',
    },
    {
      what: 'proxy',
      field: () => screen.getByLabelText(/^Proxy/),
      other: 'http://elsewhere.example:8080',
      back: 'http://proxy.example:8080/',
    },
    {
      what: 'proxy',
      field: () => screen.getByLabelText(/^Proxy/),
      other: '',
      back: 'http://proxy.example:8080',
    },
    {
      what: 'extra trusted certificates',
      field: () => screen.getByLabelText(/^Extra trusted certificate/),
      other: STORED + OTHER,
      back: `# the same\n${STORED}`,
    },
    {
      what: 'extra trusted certificates',
      field: () => screen.getByLabelText(/^Extra trusted certificate/),
      other: '',
      back: STORED,
    },
  ])(
    'all of them for another $what ($other), none when it is changed back',
    async ({ what, field, other, back }) => {
      const { user } = await open()
      if (other === '') await user.clear(field())
      else await paste(user, field(), other)
      const text = `Enter the secret again, because the ${what} changed. Saving deletes the one that is stored.`
      expect(said()).toEqual([text, text, text])
      expect(SECTIONS.map(asksAnew)).toEqual([true, true, true])
      await paste(user, field(), back)
      expect(said()).toEqual(['', '', ''])
      expect(SECTIONS.map(asksAnew)).toEqual([false, false, false])
    },
  )

  it('the one alone for another client id', async () => {
    const { user } = await open()
    const field = section('Inspector').getByLabelText('Client id')
    await user.type(field, '-2')
    expect(said()).toEqual([
      '',
      '',
      'Enter the secret again, because the client id changed. Saving deletes the one that is stored.',
    ])
    expect(SECTIONS.map(asksAnew)).toEqual([false, false, true])
    await user.type(field, '{Backspace}{Backspace}')
    expect(said()).toEqual(['', '', ''])
  })

  it('names everything that changed', async () => {
    const { user } = await open()
    await user.type(section('App connection').getByLabelText('Client id'), '-2')
    await retype(user, screen.getByLabelText(/^Proxy/), '')
    expect(said()[0]).toContain('because the proxy and client id changed')
  })

  it('says what becomes of the secret of another kind, and of a connection that goes', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('radio', { name: /Sign in with the browser/ }))
    expect(said()[1]).toBe('Saving deletes the stored secret, because the kind of connection changed.')
    await user.click(screen.getByRole('radio', { name: /None yet/ }))
    expect(said()[1]).toBe('Saving removes this connection and deletes its stored secret.')
    await user.click(screen.getByRole('radio', { name: /Reference application/ }))
    expect(said()).toEqual(['', '', ''])
    await user.click(screen.getByRole('checkbox', { name: /separate application as inspector/ }))
    expect(said()[2]).toBe('Saving removes this connection and deletes its stored secret.')
  })

  it('says the same of a sign-in', async () => {
    const { user } = await open(
      aProfileView(
        { agent: { kind: 'sign-in', clientId: 'sign-in-client', redirectPort: 8765, scope: 'all' } },
        { app: 'missing' },
      ),
    )
    await user.type(section('Agent side').getByLabelText('Client id'), '-2')
    expect(said()[1]).toBe(
      'You sign in again, because the client id changed. Saving ends the sign-in that is kept.',
    )
    await user.click(screen.getByRole('radio', { name: /Reference application/ }))
    expect(said()[1]).toBe(
      'Enter the secret, because the kind of connection and client id changed. Saving ends the sign-in that is kept.',
    )
    // Where no secret is stored, none can go.
    await user.type(section('App connection').getByLabelText('Client id'), '-2')
    expect(said()[0]).toBe('')
  })

  it('asks for all that is missing before it bothers main, and takes them', async () => {
    const { bridge, user } = await open()
    await user.type(screen.getByLabelText('Web address'), '.example')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('3 fields need attention')).toBeTruthy()
    const fields = screen.getAllByLabelText('Client secret')
    expect(document.activeElement).toBe(fields[0])
    expect(fields.map((field) => field.getAttribute('aria-invalid'))).toEqual(['true', 'true', 'true'])
    expect(bridge.inputsOf('profiles:save')).toEqual([])
    for (const field of fields) await user.type(field, 'canary-secret')
    expect(screen.queryByText(/needs? attention/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('listitem', { name: 'Contoso Managed IT' })).toBeTruthy()
    expect(bridge.inputsOf('profiles:save')).toMatchObject([
      { secrets: { app: 'canary-secret', agent: 'canary-secret', inspector: 'canary-secret' } },
    ])
  })

  it('takes the change back instead of the secrets', async () => {
    const { bridge, user } = await open()
    const address = screen.getByLabelText('Web address')
    await user.type(address, '.example')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('3 fields need attention')
    await retype(user, address, 'https://contoso.halopsa.com')
    expect(screen.queryByText(/needs? attention/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.inputsOf('profiles:save')).toMatchObject([{ secrets: {} }])
  })
})

describe('a field for a secret', () => {
  it('is none that a browser fills in, checks or completes', async () => {
    await open()
    for (const field of screen.getAllByLabelText('Client secret')) {
      expect(field.getAttribute('autocomplete')).toBe('new-password')
      expect(field.getAttribute('spellcheck')).toBe('false')
    }
    expect(found(screen.getAllByLabelText('Client secret')[0])).toHaveProperty('type', 'password')
  })
})
