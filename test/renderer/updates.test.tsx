import { act, screen, within, type BoundFunctions, type queries } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useUpdates } from '../../src/renderer/src/features/updates/updates-store'
import { appError } from '../../src/shared/app-error'
import type { ReleaseView, UpdateFindings, UpdateState } from '../../src/shared/ipc/updates'
import { FakeBridge } from './fake-bridge'
import { UPDATES_NOT_ASKED } from './fake-state'
import { renderWindow } from './render-window'

const release = (version: string, more: Partial<ReleaseView> = {}): ReleaseView => ({
  version,
  title: `Crossview ${version}`,
  notes: `a change of ${version}`,
  cut: false,
  publishedAt: '2026-11-20T08:00:00.000Z',
  ...more,
})

const newer = (more: Partial<Extract<UpdateFindings, { state: 'newer' }>> = {}): UpdateFindings => ({
  state: 'newer',
  releases: [release('0.3.0'), release('0.2.0')],
  more: false,
  skipped: false,
  ...more,
})

const withUpdates = (updates: Partial<UpdateState>, rest: ConstructorParameters<typeof FakeBridge>[0] = {}) =>
  new FakeBridge({ updates: { ...UPDATES_NOT_ASKED, ...updates }, ...rest })

const openSettings = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Settings…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
  await dialog.findByText('0.1.0')
  return { user, dialog }
}

const box = (dialog: BoundFunctions<typeof queries>) =>
  dialog.getByRole('checkbox', { name: 'Check for updates' })

describe('the switch', () => {
  it('is off, says what a check asks before there is one, and asks nothing by being looked at', async () => {
    const bridge = withUpdates({})
    const { dialog } = await openSettings(bridge)
    expect(box(dialog)).toHaveProperty('checked', false)
    const check = dialog.getByRole('button', { name: 'Check now' })
    const described = document.getElementById(check.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toMatch(
      /one request to https:\/\/api\.github\.com\/repos\/o\/r\/releases\. It says nothing of you.*Nothing is downloaded or installed/,
    )
    expect(dialog.getByText('Never checked.')).toBeTruthy()
    expect(bridge.inputsOf('updates:check')).toEqual([])
    expect(bridge.inputsOf('updates:checkAtStart')).toEqual([undefined])
  })

  it('is switched on and off', async () => {
    const bridge = withUpdates({})
    const { user, dialog } = await openSettings(bridge)
    await user.click(box(dialog))
    expect(box(dialog)).toHaveProperty('checked', true)
    await user.click(box(dialog))
    expect(box(dialog)).toHaveProperty('checked', false)
    expect(bridge.inputsOf('updates:setOn')).toEqual([{ on: true }, { on: false }])
  })

  it('stays as it was where the choice cannot be kept, and says so', async () => {
    const updatesError = appError('FILE_WRITE_FAILED', 'The choice could not be kept: the disk is full.')
    const { user, dialog } = await openSettings(withUpdates({}, { updatesError }))
    await user.click(box(dialog))
    expect((await dialog.findByRole('alert')).textContent).toContain('the disk is full')
    expect(box(dialog)).toHaveProperty('checked', false)
  })

  it('says what was lost of a choice', async () => {
    const { dialog } = await openSettings(withUpdates({ notice: 'What was chosen here is lost.' }))
    expect(dialog.getByText('What was chosen here is lost.')).toBeTruthy()
  })

  it.each([
    [{ by: 'build' } as const, /This build does not know where new versions are published/],
    [
      { by: 'organisation', file: '/etc/crossview/policy.json', fault: null } as const,
      /Managed by your organisation\..*The policy is in \/etc\/crossview\/policy\.json/,
    ],
    [
      {
        by: 'organisation',
        file: '/etc/crossview/policy.json',
        fault: 'The policy cannot be used: it is empty.',
      } as const,
      /Managed by your organisation\..*The policy cannot be used: it is empty/,
    ],
  ])(
    'cannot be used for a reason that it says, %j, and there is nothing to check by hand',
    async (blocked, why) => {
      const bridge = withUpdates({
        blocked,
        on: true,
        asks: blocked.by === 'build' ? null : UPDATES_NOT_ASKED.asks,
      })
      const { user, dialog } = await openSettings(bridge)
      expect(box(dialog)).toMatchObject({ checked: false, disabled: true })
      const hint = document.getElementById(box(dialog).getAttribute('aria-describedby') ?? '')
      expect(hint?.textContent).toMatch(why)
      expect(dialog.queryByRole('button', { name: 'Check now' })).toBeNull()
      await user.click(box(dialog))
      expect(bridge.inputsOf('updates:setOn')).toEqual([])
    },
  )
})

describe('a check by hand', () => {
  it('shows every version since the running one, as text', async () => {
    const notes = '<img src=x onerror=alert(1)>\n[here](https://evil.example)\n- a change'
    const bridge = withUpdates(
      {},
      {
        updatesAfterCheck: {
          findings: newer({
            releases: [release('0.3.0', { notes, cut: true }), release('0.2.0', { notes: '' })],
            more: true,
          }),
          lastCheck: { at: '2026-11-26T06:15:00.000Z', failed: false },
        },
      },
    )
    const { user, dialog } = await openSettings(bridge)
    await user.click(dialog.getByRole('button', { name: 'Check now' }))
    expect(await dialog.findByText('Crossview 0.3.0 is published')).toBeTruthy()
    expect(dialog.getByText(/You have 0\.1\.0; 2 versions came out since\./)).toBeTruthy()
    expect(dialog.getAllByRole('heading', { level: 5 }).map(({ textContent }) => textContent)).toEqual([
      '0.3.0',
      '0.2.0',
    ])
    expect(dialog.getByRole('region', { name: 'What is new in 0.3.0' }).textContent).toBe(notes)
    expect(dialog.getByText(/The text goes on/)).toBeTruthy()
    expect(dialog.getByText('Its publisher wrote nothing about it.')).toBeTruthy()
    expect(dialog.getByText(/Older versions than these came out after 0\.1\.0, too/)).toBeTruthy()
    expect(dialog.queryAllByRole('link')).toEqual([])
    expect(dialog.queryAllByRole('img')).toEqual([])
    expect(dialog.getByText(/^Last checked 2026-11-26/)).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Open the page of versions' }))
    expect(bridge.inputsOf('updates:openPage')).toEqual([undefined])
  })

  it('says that nothing is newer', async () => {
    const findings: UpdateFindings = { state: 'up-to-date', newest: null }
    const { user, dialog } = await openSettings(withUpdates({}, { updatesAfterCheck: { findings } }))
    await user.click(dialog.getByRole('button', { name: 'Check now' }))
    expect(await dialog.findByText('There is nothing newer than 0.1.0')).toBeTruthy()
    expect(dialog.getByText('No version is published there yet.')).toBeTruthy()
  })

  it('says what failed, and what to do', async () => {
    const fault = {
      message: 'api.github.com could not be reached.',
      advice: ['Check that this computer is on line.'],
    }
    const lastCheck = { at: '2026-11-26T06:15:00.000Z', failed: true }
    const { user, dialog } = await openSettings(
      withUpdates({}, { updatesAfterCheck: { findings: { state: 'failed', fault }, lastCheck } }),
    )
    await user.click(dialog.getByRole('button', { name: 'Check now' }))
    const alert = await dialog.findByRole('alert')
    for (const text of [fault.message, ...fault.advice]) expect(alert.textContent).toContain(text)
    expect(dialog.getByText(/^The last check, 2026-11-26.* failed\.$/)).toBeTruthy()
  })

  it('is asked once, however often the button is pressed meanwhile', async () => {
    const bridge = withUpdates({})
    const { user, dialog } = await openSettings(bridge)
    const { check } = useUpdates.getState()
    await act(() => Promise.all([check(), check(), check()]))
    expect(bridge.inputsOf('updates:check')).toHaveLength(1)
    act(() => {
      useUpdates.setState({ checking: true })
    })
    expect(dialog.getByText('Asking …')).toBeTruthy()
    const button = dialog.getByRole('button', { name: 'Check now' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await user.click(button)
    expect(bridge.inputsOf('updates:check')).toHaveLength(1)
  })

  it('says where no browser opens', async () => {
    const updatesError = appError('INTERNAL', 'The default browser could not be opened.', {
      advice: ['Open X yourself.'],
    })
    const { user, dialog } = await openSettings(withUpdates({ findings: newer() }, { updatesError }))
    await user.click(dialog.getByRole('button', { name: 'Open the page of versions' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('Open X yourself.')
  })
})

describe('the notice of a start', () => {
  const notice = () => screen.findByText('Crossview 0.3.0 is published')

  it('leads to what is new', async () => {
    const user = renderWindow(withUpdates({ on: true, findings: newer() }))
    await notice()
    await user.click(screen.getByRole('button', { name: 'What is new…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
    expect(dialog.getByRole('region', { name: 'What is new in 0.2.0' }).textContent).toBe('a change of 0.2.0')
  })

  it('goes until the next start, or for this version', async () => {
    const bridge = withUpdates({ on: true, findings: newer() })
    const user = renderWindow(bridge)
    await notice()
    await user.click(screen.getByRole('button', { name: 'Later' }))
    expect(screen.queryByText('Crossview 0.3.0 is published')).toBeNull()
    expect(bridge.inputsOf('updates:skip')).toEqual([])
  })

  it('goes for a version that is skipped, which a check by hand shows all the same', async () => {
    const bridge = withUpdates({ on: true, findings: newer() })
    const user = renderWindow(bridge)
    await notice()
    await user.click(screen.getByRole('button', { name: 'Skip this version' }))
    expect(bridge.inputsOf('updates:skip')).toEqual([{ version: '0.3.0' }])
    expect(screen.queryByText('Crossview 0.3.0 is published')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Settings…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
    expect(dialog.getByText(/You skip this version/)).toBeTruthy()
    expect(dialog.queryByRole('button', { name: 'Skip this version' })).toBeNull()
  })

  it.each([
    ['nothing was asked', null],
    ['nothing is newer', { state: 'up-to-date', newest: '0.1.0' }],
    ['the check failed', { state: 'failed', fault: { message: 'It failed.', advice: [] } }],
    ['the version is skipped', newer({ skipped: true })],
  ] as const)('is not there where %s', async (_why, findings) => {
    const bridge = withUpdates({ on: true, findings })
    renderWindow(bridge)
    await screen.findByRole('button', { name: 'Explore the demo tenant' })
    await expect.poll(() => bridge.inputsOf('updates:checkAtStart')).toHaveLength(1)
    expect(screen.queryByText(/is published|It failed/)).toBeNull()
  })
})
