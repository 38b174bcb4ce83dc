import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { throughConnection } from '../../src/renderer/src/app/go'
import {
  affectedApplications,
  rotationMarkdown,
} from '../../src/renderer/src/features/profiles/list/rotation'
import { furtherAppKey, type FurtherApp } from '../../src/shared/files/profile'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

const app = (name: string, digit: string): FurtherApp => ({
  id: `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`,
  name,
  kind: 'application',
  clientId: `client-of-${name.toLowerCase()}`,
  scope: 'all',
})
const REPORTING = app('Reporting', '3')
const BILLING = app('Billing', '4')
const INSPECTOR = { kind: 'application', clientId: 'inspector-client', scope: 'all' } as const

const key = ({ id }: FurtherApp): `app/${string}` => `app/${id}`

const several = () =>
  aProfileView(
    { apps: [REPORTING, BILLING] },
    {
      app: 'stored',
      agent: 'stored',
      [key(REPORTING)]: 'stored',
      [key(BILLING)]: 'missing',
    },
  )
const inspectorOnly = () =>
  aProfileView({ app: null, agent: null, inspector: INSPECTOR }, { inspector: 'stored' })

const edit = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Edit Contoso Managed IT' }))
  return user
}
const savedIn = (bridge: FakeBridge) => bridge.inputsOf('profiles:save').at(-1) as SavedInput
interface SavedInput {
  readonly profile: { readonly app: unknown; readonly apps?: readonly FurtherApp[] }
  readonly secrets: Readonly<Record<string, string>>
}

describe('further app connections in the form', () => {
  it('are added with the keyboard, each with its own name, client id and secret', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = await edit(bridge)
    screen.getByRole('button', { name: 'Add another app connection' }).focus()
    await user.keyboard('{Enter}')
    const added = within(screen.getByRole('group', { name: 'App connection 2' }))
    expect(document.activeElement).toBe(added.getByLabelText('Name'))
    await user.keyboard('Reporting{Tab}reporting-client{Tab}canary-secret')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const { profile, secrets } = savedIn(bridge)
    const [stored] = profile.apps ?? []
    expect(stored).toMatchObject({ name: 'Reporting', clientId: 'reporting-client', scope: 'all' })
    expect(secrets).toEqual({ [`app/${found(stored).id}`]: 'canary-secret' })
    expect(document.body.innerHTML).not.toContain('canary-secret')
  })

  it('say at their own fields what is wrong, and the first gets the focus', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const user = await edit(bridge)
    await user.click(screen.getByRole('button', { name: 'Add another app connection' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const added = within(screen.getByRole('group', { name: 'App connection 2' }))
    expect(document.activeElement).toBe(added.getByLabelText('Name'))
    expect(added.getByText('Enter a name')).toBeTruthy()
    expect(added.getByText(/Enter the client id/)).toBeTruthy()
    await user.type(added.getByLabelText('Name'), 'Twin')
    await user.type(screen.getAllByLabelText('Client id').at(-1) as HTMLElement, 'APP-client')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const twin = within(screen.getByRole('group', { name: 'Twin' }))
    expect(twin.getByText(/Another app connection of this tenant has this client id/)).toBeTruthy()
    expect(document.activeElement).toBe(twin.getByLabelText('Client id'))
    expect(bridge.inputsOf('profiles:save')).toEqual([])
  })

  it('are removed, which says what becomes of a stored secret and keeps the others', async () => {
    const bridge = new FakeBridge({ profiles: [several()] })
    const user = await edit(bridge)
    await user.click(screen.getByRole('button', { name: 'Remove Reporting' }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add another app connection' }))
    expect(screen.getByText('Saving removes “Reporting” and deletes its stored secret.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(savedIn(bridge)).toMatchObject({ profile: { apps: [BILLING] }, secrets: {} })
  })

  it('ask for the secret again where another application is meant, and only there', async () => {
    const bridge = new FakeBridge({ profiles: [several()] })
    const user = await edit(bridge)
    const group = within(screen.getByRole('group', { name: 'Reporting' }))
    await user.type(group.getByLabelText('Client id'), '-2')
    expect(group.getByText(/Enter the secret again, because the client id changed/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(bridge.inputsOf('profiles:save')).toEqual([])
    expect(screen.getByText('One field needs attention')).toBeTruthy()
    expect(document.activeElement).toBe(group.getByLabelText('Client secret'))
  })

  it('stand beside an app connection that may be left out, but not with everything else', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView({ agent: null })] })
    const user = await edit(bridge)
    const used = screen.getByRole('checkbox', { name: /Compare an application/ })
    await user.click(used)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(document.activeElement).toBe(used)
    expect(screen.getByText(/neither an app connection nor an inspector/)).toBeTruthy()
    await user.click(screen.getByRole('checkbox', { name: /separate application as inspector/ }))
    await user.type(screen.getByLabelText('Client id'), 'inspector-client')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(savedIn(bridge).profile.app).toBeNull()
  })
})

describe('tenants in the list', () => {
  const row = async () => within(await screen.findByRole('listitem', { name: 'Contoso Managed IT' }))

  it('with several app connections ask which to compare, and say why one cannot be', async () => {
    const bridge = new FakeBridge({ profiles: [several()] })
    const user = renderWindow(bridge)
    await user.click((await row()).getByRole('button', { name: 'Compare…' }))
    const menu = within(screen.getByRole('menu', { name: 'App connections of Contoso Managed IT' }))
    expect(menu.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'Main app connection',
      'Reporting',
      'BillingEnter the secret of the app connection “Billing” first.',
    ])
    expect(menu.getByRole('menuitem', { name: /Billing/ })).toHaveProperty('disabled', true)
    await user.keyboard('{ArrowDown}{Enter}')
    expect(bridge.inputsOf('comparison:start')).toMatchObject([
      { target: { kind: 'profile', app: REPORTING.id }, title: 'Contoso Managed IT: Reporting' },
    ])
  })

  it('with several that all cannot be compared say why, as one', async () => {
    renderWindow(new FakeBridge({ profiles: [aProfileView({ apps: [REPORTING], agent: null })] }))
    const compare = (await row()).getByRole<HTMLButtonElement>('button', { name: 'Compare' })
    expect([compare.disabled, compare.title]).toEqual([true, expect.stringContaining('Add an agent side')])
  })

  it('with an inspector alone are not compared, and are not called incomplete', async () => {
    renderWindow(new FakeBridge({ profiles: [inspectorOnly()] }))
    const shown = await row()
    expect(shown.queryByRole('button', { name: /Compare/ })).toBeNull()
    expect(shown.queryByText('no agent side yet')).toBeNull()
    expect(shown.getByText('No app connection')).toBeTruthy()
    expect(shown.getByRole('button', { name: 'Applications' })).toHaveProperty('disabled', false)
  })

  it('tell which app connection the last run compared', async () => {
    const lastRun = { finishedAt: '2026-11-23T16:20:00Z', complete: true, errors: 0, warnings: 0 }
    const view = several()
    const profile = { ...view.profile, lastRun: { ...lastRun, app: REPORTING.id } }
    renderWindow(new FakeBridge({ profiles: [{ ...view, profile }] }))
    expect((await row()).getByText('Reporting')).toBeTruthy()
  })

  it('are tested connection by connection, and without an application no scope is asked for', async () => {
    const bridge = new FakeBridge({ profiles: [several()] })
    const user = renderWindow(bridge)
    await user.click((await row()).getByRole('button', { name: /More actions/ }))
    await user.click(screen.getByRole('menuitem', { name: 'Test connection' }))
    await user.selectOptions(await screen.findByLabelText('App connection to test'), 'Billing')
    await screen.findByText('The connections work')
    expect(bridge.inputsOf('comparison:check')).toMatchObject([
      { target: { kind: 'profile' } },
      { target: { kind: 'profile', app: BILLING.id } },
    ])
    await user.click(screen.getByRole('button', { name: 'Ask for each scope' }))
    expect(bridge.inputsOf('comparison:probeScopes')).toMatchObject([{ target: { app: BILLING.id } }])
  })

  it('with an inspector alone have no scopes to ask for', async () => {
    const user = renderWindow(new FakeBridge({ profiles: [inspectorOnly()] }))
    await user.click((await row()).getByRole('button', { name: /More actions/ }))
    await user.click(screen.getByRole('menuitem', { name: 'Test connection' }))
    await screen.findByText('The connections work')
    expect(screen.queryByRole('button', { name: 'Ask for each scope' })).toBeNull()
  })

  it('name every connection that misses its secret, and every secret that goes with the tenant', async () => {
    const bridge = new FakeBridge({ profiles: [several()] })
    const user = renderWindow(bridge)
    await user.click((await row()).getByRole('button', { name: 'Enter secret…' }))
    const field = screen.getByLabelText(/client secret of the app connection “Billing”/)
    await user.type(field, 'canary-secret')
    await user.click(screen.getByRole('button', { name: 'Store and close' }))
    expect(bridge.inputsOf('profiles:setSecret')).toMatchObject([{ role: `app/${BILLING.id}` }])
    await user.click((await row()).getByRole('button', { name: /More actions/ }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete…' }))
    for (const name of [
      'app connection',
      'agent side',
      'app connection “Reporting”',
      'app connection “Billing”',
    ])
      expect(screen.getByText(`the secret of the ${name}`)).toBeTruthy()
  })
})

it('a lost computer renews the secret of every app connection, whose names are no markup', () => {
  const named = { ...REPORTING, name: '*Power* [BI](x)' }
  const applications = affectedApplications([
    aProfileView({ app: null, inspector: INSPECTOR, apps: [named, BILLING] }),
  ])
  expect(applications.map(({ clientId }) => clientId)).toEqual([
    'agent-client',
    'inspector-client',
    named.clientId,
    BILLING.clientId,
  ])
  expect(rotationMarkdown(applications)).toContain('App connection “\\*Power\\* \\[BI\\](x)”')
})

it('an application is compared for real through the app connection that it is, and through no other side', () => {
  const target = { kind: 'profile', profileId: 'x' } as const
  expect(throughConnection(target, 'app')).toEqual(target)
  expect(throughConnection(target, furtherAppKey(BILLING.id))).toEqual({ ...target, app: BILLING.id })
  for (const other of ['agent', 'inspector', null]) expect(throughConnection(target, other)).toBeNull()
  expect(throughConnection({ kind: 'demo', scenario: 'mixed' }, 'app')).toBeNull()
})
