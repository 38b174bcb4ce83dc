import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { certificateBodies } from '../../src/shared/connection-trust'
import { appError } from '../../src/shared/app-error'
import type { AuthorityView } from '../../src/shared/ipc/api'
import { err, ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { anAuthority, aProfileView, pemOf } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

const DAMAGED = appError('INVALID_ARGUMENT', 'The extra certificate is not PEM text.', {
  field: 'ca',
  advice: ['Paste all of it.'],
})

/** Reads as main does, by the bodies alone. */
const reading =
  (change: Partial<AuthorityView> = {}) =>
  (ca: string) => {
    const bodies = certificateBodies(ca)
    return bodies.length === 0 ? err(DAMAGED) : ok(bodies.map((body) => anAuthority(body, change)))
  }

const openForm = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(found((await screen.findAllByRole('button', { name: 'Add a tenant' }))[0]))
  await user.type(screen.getByLabelText('Name'), 'Own server')
  await user.type(screen.getByLabelText('Client id'), 'client-1')
  await user.type(screen.getByLabelText('Web address'), 'contoso.halopsa.com')
  return user
}

const certificateField = () => screen.getByLabelText(/^Extra trusted certificate/)
const box = () => screen.findByRole<HTMLInputElement>('checkbox', { name: /I compared th/ })
const pasteCertificates = async (user: UserEvent, text: string) => {
  await user.clear(certificateField())
  await user.click(certificateField())
  await user.paste(text)
}
const describedBy = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')

describe('extra trusted certificates', () => {
  it('are shown as main finds them, once per pause, with all there is to compare', async () => {
    const bridge = new FakeBridge({ certificatesIn: reading({ issuer: 'CN=Above' }) })
    const user = await openForm(bridge)
    await pasteCertificates(user, pemOf('QUFB'))
    const list = within(await screen.findByRole('list', { name: 'Certificates in the text' }))
    const { subject, fingerprint } = anAuthority('QUFB')
    expect(list.getByText(subject)).toBeTruthy()
    expect(list.getByText('CN=Above')).toBeTruthy()
    expect(list.getByText('2020-01-01 to 2099-12-31')).toBeTruthy()
    // In groups, and still what other programs show when it is copied.
    const code = found(list.getAllByText((_, element) => element?.tagName === 'CODE')[0])
    expect(code.textContent).toBe(fingerprint)
    expect(code.querySelectorAll('span')).toHaveLength(4)
    expect(bridge.inputsOf('profiles:readCertificates')).toEqual([{ ca: pemOf('QUFB').trim() }])
  })

  it('say in words that they are not valid now', async () => {
    const bridge = new FakeBridge({ certificatesIn: reading({ validTo: '2024-01-03T00:00:00.000Z' }) })
    const user = await openForm(bridge)
    await pasteCertificates(user, pemOf('QUFB'))
    expect(await screen.findByText('expired on 2024-01-03')).toBeTruthy()
    bridge.state.certificatesIn = reading({ validFrom: '2098-02-01T00:00:00.000Z' })
    await pasteCertificates(user, pemOf('QkJC'))
    expect(await screen.findByText('not valid before 2098-02-01')).toBeTruthy()
    expect(screen.queryByText(/expired/)).toBeNull()
  })

  it('are asked about, and the tick is for just these', async () => {
    const bridge = new FakeBridge({ certificatesIn: reading() })
    const user = await openForm(bridge)
    await pasteCertificates(user, pemOf('QUFB'))
    await user.click(await box())
    expect((await box()).checked).toBe(true)
    // At once, not when they are read: one more, one less, another.
    for (const other of [pemOf('QUFB', 'QkJC'), pemOf('QkJC')]) {
      await pasteCertificates(user, other)
      const before = screen.getByRole<HTMLInputElement>('checkbox', { name: /I compared th/ })
      expect([before.checked, before.disabled]).toEqual([false, true])
      await waitFor(async () => {
        expect((await box()).disabled).toBe(false)
      })
      expect((await box()).checked).toBe(false)
    }
    // Words around them change nothing.
    await pasteCertificates(user, `our own:\n${pemOf('QUFB')}`)
    await waitFor(async () => {
      expect((await box()).checked).toBe(true)
    })
    await user.type(certificateField(), 'x')
    expect((await box()).checked).toBe(true)
  })

  it('are saved only with the tick, which gets the focus; also before they were read', async () => {
    const bridge = new FakeBridge({ certificatesIn: reading() })
    const user = await openForm(bridge)
    await pasteCertificates(user, pemOf('QUFB', 'QkJC'))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const tick = await box()
    await waitFor(() => {
      expect(document.activeElement).toBe(tick)
    })
    expect(tick.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(tick)).toMatch(
      /2 certificates would be trusted.*Compare the fingerprints and tick this/,
    )
    expect(bridge.inputsOf('profiles:save')).toEqual([])
    await user.keyboard(' ')
    expect(tick.getAttribute('aria-invalid')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('listitem', { name: 'Own server' })).toBeTruthy()
    expect(bridge.inputsOf('profiles:save')).toMatchObject([
      {
        profile: {
          ca: pemOf('QUFB', 'QkJC').trim(),
          confirmedAuthorities: ['QUFB', 'QkJC'].map((body) => anAuthority(body).fingerprint),
        },
      },
    ])
  })

  it('show what is wrong with the text at its field, and nothing is saved', async () => {
    const bridge = new FakeBridge({ certificatesIn: reading() })
    const user = await openForm(bridge)
    const typed = 'no certificate'
    await user.type(certificateField(), typed)
    expect(await screen.findByText('The extra certificate is not PEM text. Paste all of it.')).toBeTruthy()
    expect(certificateField().getAttribute('aria-invalid')).toBe('true')
    // Not at every key.
    expect(bridge.inputsOf('profiles:readCertificates').length).toBeLessThan(typed.length)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('One field needs attention')).toBeTruthy()
    expect(document.activeElement).toBe(certificateField())
    expect(bridge.inputsOf('profiles:save')).toEqual([])
    await user.clear(certificateField())
    expect(screen.queryByText(/not PEM text/)).toBeNull()
    expect(screen.queryByText(/needs? attention/)).toBeNull()
  })

  it('are not read when there is more text than anybody checks', async () => {
    const bridge = new FakeBridge({ certificatesIn: reading() })
    const user = await openForm(bridge)
    await pasteCertificates(user, 'x'.repeat(200_001))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Paste only the certificates: this text is too long')).toBeTruthy()
    expect(bridge.inputsOf('profiles:readCertificates')).toEqual([])
  })

  it('that are stored and confirmed are shown ticked; of another number they are not', async () => {
    const confirmed = ['QUFB', 'QkJC'].map((body) => anAuthority(body).fingerprint)
    const profiles = [aProfileView({ ca: pemOf('QUFB', 'QkJC'), confirmedAuthorities: confirmed })]
    const bridge = new FakeBridge({ profiles, certificatesIn: reading() })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: /^Edit/ }))
    expect((await box()).checked).toBe(true)
    await pasteCertificates(user, pemOf('QUFB'))
    await waitFor(async () => {
      expect((await box()).disabled).toBe(false)
    })
    expect((await box()).checked).toBe(false)
  })
})

describe('a proxy of its own', () => {
  const proxyBox = (proxy: string) => screen.getByRole('checkbox', { name: `${proxy} is our own proxy` })

  it('is asked about as soon as it is an address, and another asks again', async () => {
    const bridge = new FakeBridge()
    const user = await openForm(bridge)
    const field = screen.getByLabelText(/^Proxy/)
    await user.type(field, 'http')
    expect(screen.queryByRole('checkbox', { name: /our own proxy/ })).toBeNull()
    await user.type(field, '://proxy.example:8080')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const tick = proxyBox('http://proxy.example:8080')
    await waitFor(() => {
      expect(document.activeElement).toBe(tick)
    })
    expect(describedBy(tick)).toMatch(/goes through this proxy.*Tick this if the proxy is right/)
    expect(bridge.inputsOf('profiles:save')).toEqual([])
    await user.keyboard(' ')
    expect(tick).toHaveProperty('checked', true)
    await user.type(field, '{Backspace}')
    expect(proxyBox('http://proxy.example:808')).toHaveProperty('checked', false)
    await user.type(field, '0/')
    expect(proxyBox('http://proxy.example:8080')).toHaveProperty('checked', true)
  })

  it('is saved with its confirmation', async () => {
    const bridge = new FakeBridge()
    const user = await openForm(bridge)
    await user.type(screen.getByLabelText(/^Proxy/), 'http://Proxy.example:3128/')
    await user.click(proxyBox('http://proxy.example:3128'))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('listitem', { name: 'Own server' })).toBeTruthy()
    expect(bridge.inputsOf('profiles:save')).toMatchObject([
      { profile: { proxy: 'http://proxy.example:3128', confirmedProxy: 'http://proxy.example:3128' } },
    ])
  })

  it('shows at its box what main says', async () => {
    const saveError = appError('TRUST_NOT_CONFIRMED', 'Main says no.', { field: 'confirmedProxy' })
    const user = await openForm(new FakeBridge({ saveError }))
    await user.type(screen.getByLabelText(/^Proxy/), 'http://proxy.example:8080')
    await user.click(proxyBox('http://proxy.example:8080'))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => {
      expect(describedBy(proxyBox('http://proxy.example:8080'))).toContain('Main says no.')
    })
  })
})

describe('an authorisation server that was confirmed', () => {
  it('is named, with what makes Crossview forget it', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView({ confirmedAuthHost: 'login.example' })] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: /^Edit/ }))
    expect(screen.getByText('login.example')).toBeTruthy()
    expect(screen.getByText(/Another web address makes Crossview forget it/)).toBeTruthy()
    await user.type(screen.getByLabelText('Web address'), '.example')
    expect(screen.getByText(/Saving makes Crossview forget it/)).toBeTruthy()
  })
})

describe('the list of tenants', () => {
  it('shows a proxy and extra certificates of its own', async () => {
    const profiles = [aProfileView({ ca: pemOf('QUFB', 'QkJC'), proxy: 'http://proxy.example:8080' })]
    renderWindow(new FakeBridge({ profiles }))
    const row = within(await screen.findByRole('listitem', { name: 'Contoso Managed IT' }))
    expect(row.getByText('through http://proxy.example:8080')).toBeTruthy()
    expect(row.getByText('trusts 2 extra certificates')).toBeTruthy()
  })

  it.each([
    { unconfirmed: ['proxy'] as const, words: 'proxy' },
    { unconfirmed: ['authorities'] as const, words: 'certificates' },
    { unconfirmed: ['host', 'authorities', 'proxy'] as const, words: 'host, certificates and proxy' },
  ])('does not compare a tenant with its $words unconfirmed', async ({ unconfirmed, words }) => {
    const profiles = [aProfileView({}, { app: 'stored', agent: 'stored' }, unconfirmed)]
    const user = renderWindow(new FakeBridge({ profiles }))
    const compare = await screen.findByRole<HTMLButtonElement>('button', { name: 'Compare' })
    expect(compare.disabled).toBe(true)
    expect(compare.title).toBe(`Edit the tenant first and confirm its ${words}.`)
    await user.click(screen.getByRole('button', { name: `${words} not confirmed` }))
    expect(screen.getByRole('heading', { name: /^Edit/ })).toBeTruthy()
  })
})
