import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FakeBridge } from './fake-bridge'
import { renderWindow } from './render-window'

const PROXY = 'http://proxy.office:8080'

it('shows the way to each tenant, and takes a name and a password that it never shows', async () => {
  const bridge = new FakeBridge()
  bridge.network.view = {
    tenants: [
      {
        id: '1',
        name: 'Contoso',
        host: 'contoso.halopsa.com',
        route: {
          via: 'proxy.office:8080',
          origin: PROXY,
          from: 'HTTPS_PROXY',
          signIn: 'none',
          problem: 'Look here.',
        },
      },
      {
        id: '2',
        name: 'Fabrikam',
        host: 'fabrikam.halopsa.com',
        route: { via: null, origin: null, from: 'NO_PROXY', signIn: 'none', problem: null },
      },
    ],
    proxies: [{ proxy: PROXY, signIn: 'missing' }],
    notice: null,
  }
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Settings…' }))
  const section = await screen.findByRole('region', { name: 'Proxies' })
  const ways = await within(section).findByRole('list', { name: 'The way to each tenant' })
  expect(
    within(ways)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual([
    'Contosocontoso.halopsa.com: through proxy.office:8080 (HTTPS_PROXY)Look here.',
    'Fabrikamfabrikam.halopsa.com: straight (NO_PROXY)',
  ])
  await user.click(within(section).getByRole('button', { name: `Enter name and password of ${PROXY}` }))
  await user.type(within(section).getByLabelText('Name'), 'a:b')
  await user.type(within(section).getByLabelText('Password'), 'secret')
  await user.click(within(section).getByRole('button', { name: 'Keep' }))
  // What was typed stays to be put right.
  await within(section).findByText(/holds no colon/)
  await user.clear(within(section).getByLabelText('Name'))
  await user.type(within(section).getByLabelText('Name'), 'me{Enter}')
  await within(section).findByText('name and password in the keychain')
  expect(bridge.inputsOf('network:signIn').at(-1)).toEqual({ proxy: PROXY, name: 'me', password: 'secret' })
  expect(document.body.innerHTML).not.toContain('secret<')
  await user.click(within(section).getByRole('button', { name: `Forget name and password of ${PROXY}` }))
  await within(section).findByText('no name and password')
})

it('drops nothing that was entered without asking: by Escape, by Close, by Cancel, or for another proxy', async () => {
  const bridge = new FakeBridge()
  bridge.network.view = { tenants: [], proxies: [{ proxy: PROXY, signIn: 'missing' }], notice: null }
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Settings…' }))
  const settings = screen.getByRole('dialog', { name: 'Settings' })
  const section = await screen.findByRole('region', { name: 'Proxies' })
  await user.click(await within(section).findByRole('button', { name: 'Another proxy…' }))
  await user.type(within(section).getByLabelText('Password'), 'typed')
  expect(bridge.desktop.typed).toBe(true)
  const others = within(section).getByRole('button', { name: `Enter name and password of ${PROXY}` })
  const ways = [
    () => user.keyboard('{Escape}'),
    ...within(settings)
      .getAllByRole('button', { name: 'Close' })
      .map((button) => () => user.click(button)),
    () => user.click(within(section).getByRole('button', { name: 'Cancel' })),
    () => user.click(others),
  ]
  for (const away of ways) {
    await away()
    const question = within(screen.getByRole('dialog', { name: 'Close without keeping?' }))
    question.getByText(/its password included/)
    await user.click(question.getByRole('button', { name: 'Go on editing' }))
    expect(within(section).getByLabelText('Password')).toHaveProperty('value', 'typed')
  }
  await user.click(others)
  await user.click(screen.getByRole('button', { name: 'Discard it' }))
  within(section).getByRole('form', { name: `Name and password of ${PROXY}` })
  expect(within(section).getByLabelText('Password')).toHaveProperty('value', '')
  expect(bridge.desktop.typed).toBe(false)
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
})
