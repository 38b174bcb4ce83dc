import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT } from '../../src/renderer/src/features/profiles/form/draft'
import { parseDraft } from '../../src/renderer/src/features/profiles/form/read-draft'
import { appError } from '../../src/shared/app-error'
import { ADDRESSES } from '../support/address-corpus'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

const { app } = EMPTY_DRAFT.connections
const draft = (url: string, confirmedHost = '') => ({
  ...EMPTY_DRAFT,
  name: 'Own server',
  url,
  confirmedHost,
  connections: { ...EMPTY_DRAFT.connections, app: { ...app, clientId: 'x' } },
})

describe('what the form sends', () => {
  it.each(ADDRESSES)('$outcome: $address', (expected) => {
    const plain = parseDraft(draft(expected.address))
    if (expected.outcome === 'refused') {
      expect(!plain.ok && plain.error['url']).toMatch(expected.why)
      return
    }
    const confirmed = parseDraft(draft(expected.address, expected.host))
    if (!confirmed.ok) throw new Error(JSON.stringify(confirmed.error))
    expect(new URL(confirmed.value.url).host).toBe(expected.host)
    if (expected.outcome === 'ordinary') {
      expect(plain).toEqual(confirmed)
      expect(confirmed.value.confirmedHost).toBeUndefined()
    } else {
      expect(plain).toMatchObject({ ok: false, error: { confirmedHost: expect.any(String) as string } })
      expect(parseDraft(draft(expected.address, 'contoso.halopsa.com')).ok).toBe(false)
      expect(confirmed.value.confirmedHost).toBe(expected.host)
    }
  })
})

describe('the form', () => {
  const openForm = async (bridge: FakeBridge) => {
    const user = renderWindow(bridge)
    await user.click(found((await screen.findAllByRole('button', { name: 'Add a tenant' }))[0]))
    await user.type(screen.getByLabelText('Name'), 'Own server')
    await user.type(screen.getByLabelText('Client id'), 'client-1')
    return user
  }
  const box = (host: string) => screen.getByRole('checkbox', { name: `${host} is our own Halo server` })
  const noBox = () => screen.queryByRole('checkbox', { name: /our own Halo server/ })
  const status = () =>
    screen
      .getAllByRole('status')
      .flatMap(({ textContent }) => (/^This host/.test(textContent) ? [textContent] : []))

  it('asks nothing of an ordinary host', async () => {
    const bridge = new FakeBridge()
    const user = await openForm(bridge)
    for (const address of ['contoso.halopsa.com', 'http://127.0.0.1:4000', 'not an address']) {
      await user.clear(screen.getByLabelText('Web address'))
      await user.type(screen.getByLabelText('Web address'), address)
      expect(noBox()).toBeNull()
      expect(status()).toEqual([])
    }
  })

  it('asks under the address, says why, and can be answered by keyboard', async () => {
    const bridge = new FakeBridge()
    const user = await openForm(bridge)
    await user.type(screen.getByLabelText('Web address'), 'https://10.0.0.5:8443')
    expect(status()).toEqual([
      'This host is an address of a private network and uses another port than 443. Confirm it: this tenant’s secrets are sent there.',
    ])
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const checkbox = box('10.0.0.5:8443')
    expect(document.activeElement).toBe(checkbox)
    expect(checkbox.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(checkbox)).toMatch(/private network.*Tick this if the host is right/)
    expect(bridge.inputsOf('profiles:save')).toEqual([])
    await user.click(screen.getByLabelText('Web address'))
    await user.tab()
    expect(document.activeElement).toBe(box('10.0.0.5:8443'))
    await user.keyboard(' ')
    expect(box('10.0.0.5:8443').getAttribute('aria-invalid')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.inputsOf('profiles:save')).toMatchObject([
      { profile: { url: 'https://10.0.0.5:8443', confirmedHost: '10.0.0.5:8443' } },
    ])
  })

  it('asks again when the host changes, and names it in plain letters', async () => {
    const user = await openForm(new FakeBridge())
    const address = screen.getByLabelText('Web address')
    await user.type(address, 'https://10.0.0.5')
    await user.click(box('10.0.0.5'))
    await user.type(address, '0')
    expect(box('10.0.0.50')).toHaveProperty('checked', false)
    await user.type(address, '{Backspace}/psa')
    expect(box('10.0.0.5')).toHaveProperty('checked', true)
    await user.clear(address)
    await user.type(address, 'https://соntoso.halopsa.com')
    expect(box('xn--ntoso-iyeu.halopsa.com')).toHaveProperty('checked', false)
    expect(status().join()).toContain('may only look like the name you mean')
  })

  it('shows what is missing where main is the one to say so', async () => {
    const saveError = appError('HOST_NOT_CONFIRMED', 'Main says no.', { field: 'confirmedHost' })
    const user = await openForm(new FakeBridge({ saveError }))
    await user.type(screen.getByLabelText('Web address'), 'https://halo.lan')
    await user.click(box('halo.lan'))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(describedBy(box('halo.lan'))).toContain('Main says no.')
  })
})

describe('the list', () => {
  it('marks a tenant whose host nobody confirmed, and leads to the form', async () => {
    const view = aProfileView()
    const own = {
      profile: { ...view.profile, url: 'https://10.0.0.5' },
      secrets: view.secrets,
      unconfirmed: ['host'] as const,
    }
    const user = renderWindow(new FakeBridge({ profiles: [own] }))
    const compare = await screen.findByRole('button', { name: 'Compare' })
    expect(compare).toHaveProperty('disabled', true)
    expect(compare.title).toContain('confirm its host')
    await user.click(screen.getByRole('button', { name: 'host not confirmed' }))
    expect(screen.getByRole('checkbox', { name: /^10\.0\.0\.5 is our/ })).toHaveProperty('checked', false)
  })

  it('marks none whose host was confirmed', async () => {
    const view = aProfileView()
    const profile = { ...view.profile, url: 'https://10.0.0.5', confirmedHost: '10.0.0.5' }
    renderWindow(new FakeBridge({ profiles: [{ ...view, profile }] }))
    expect(await screen.findByRole('button', { name: 'Compare' })).toHaveProperty('disabled', false)
    expect(screen.queryByText('host not confirmed')).toBeNull()
  })
})

const describedBy = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
