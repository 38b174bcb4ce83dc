import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { readDropped } from '../../src/renderer/src/app/dropped-file'
import { useRecent } from '../../src/renderer/src/app/recent-store'
import { appError } from '../../src/shared/app-error'
import { DROPPED } from '../../src/shared/bounds'
import { DESKTOP_CHANNEL } from '../../src/shared/ipc/channels'
import { err, ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow, showRecords } from './render-window'

beforeEach(() => {
  useRecent.setState(useRecent.getInitialState(), true)
})

const withTenant = () => new FakeBridge({ profiles: [aProfileView()] })
const finish = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  await showRecords(user)
  return user
}

describe('what the menu may do', () => {
  it('is told at first, and whenever it changes', async () => {
    const bridge = withTenant()
    const user = renderWindow(bridge)
    await waitFor(() => {
      expect(bridge.desktop.commands).toContain('settings')
    })
    expect(bridge.desktop.commands).not.toContain('export')
    await user.click(await screen.findByRole('button', { name: 'Compare' }))
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'done' })
    })
    await showRecords(user)
    await waitFor(() => {
      expect(bridge.desktop.commands).toEqual(expect.arrayContaining(['export', 'go-comparison']))
    })
    act(() => {
      void useRecent.getState().open()
    })
    // A dialog stands before everything.
    await waitFor(() => {
      expect(bridge.desktop.commands).toEqual([])
    })
  })

  it('opens the exports of what is on screen', async () => {
    const bridge = withTenant()
    await finish(bridge)
    act(() => {
      bridge.report(DESKTOP_CHANNEL, { kind: 'command', command: 'export' })
    })
    await screen.findByRole('menu', { name: 'Export as' })
  })

  it('says where the log is not', async () => {
    const bridge = withTenant()
    bridge.desktop.shown = err(appError('NOT_FOUND', 'Crossview could not show the log folder.'))
    renderWindow(bridge)
    await screen.findByRole('button', { name: 'Compare' })
    act(() => {
      bridge.report(DESKTOP_CHANNEL, { kind: 'command', command: 'log-folder' })
    })
    await screen.findByText('Crossview could not show the log folder.')
  })
})

describe('a result whose end was told outside of the window', () => {
  it('is shown', async () => {
    const bridge = withTenant()
    const user = await finish(bridge)
    await user.click(screen.getByRole('button', { name: 'Tenants' }))
    act(() => {
      bridge.report(DESKTOP_CHANNEL, { kind: 'show', result: { kind: 'comparison', runId: 'run-1' } })
    })
    await screen.findByRole('tab', { name: 'Records' })
  })
})

describe('what was saved', () => {
  it('can be shown in its folder, by the id that main gave it', async () => {
    const bridge = withTenant()
    const user = await finish(bridge)
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /^CSV/ }))
    await user.click(await screen.findByRole('button', { name: 'Show in folder' }))
    expect(bridge.calls).toContainEqual({ channel: 'desktop:showInFolder', input: { id: 'c'.repeat(32) } })
  })

  it('is said to be gone where it is', async () => {
    const bridge = withTenant()
    bridge.desktop.shown = err(
      appError('NOT_FOUND', 'It is not there any more.', { advice: ['Look for it.'] }),
    )
    const user = await finish(bridge)
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /^CSV/ }))
    await user.click(await screen.findByRole('button', { name: 'Show in folder' }))
    await screen.findByText('It is not there any more. Look for it.')
  })
})

describe('the list of recent snapshots', () => {
  const recent = [
    {
      id: 'a'.repeat(32),
      name: 'Contoso',
      kind: 'comparison',
      openedAt: '2026-11-24T08:00:00.000Z',
      file: 'one.crossview',
    },
  ] as const

  it('opens one, names one that is gone, and is cleared', async () => {
    const bridge = withTenant()
    bridge.desktop.recent = recent
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'More' }))
    await user.click(screen.getByRole('menuitem', { name: 'Open recent…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Open recent' }))
    await user.click(await dialog.findByRole('button', { name: /Contoso/ }))
    await dialog.findByText('The file is not there any more.')
    await dialog.findByText('No snapshot was opened yet')
    bridge.desktop.recent = recent
    await user.click(dialog.getAllByRole('button', { name: 'Close' })[0]!)
    act(() => {
      bridge.report(DESKTOP_CHANNEL, { kind: 'command', command: 'open-recent' })
    })
    const again = within(await screen.findByRole('dialog', { name: 'Open recent' }))
    await user.click(await again.findByRole('button', { name: 'Clear this list' }))
    await again.findByText('No snapshot was opened yet')
    expect(bridge.desktop.recent).toEqual([])
  })
})

describe('what is dropped onto the window', () => {
  const fileOf = (name: string, bytes: readonly number[] | string = '{}', size?: number) => {
    const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : new Uint8Array(bytes)
    return {
      name,
      size: size ?? content.length,
      arrayBuffer: () => Promise.resolve(content.buffer),
    }
  }

  it.each([
    ['a.crossview', '{"a":"ü"}', '{"a":"ü"}'],
    ['A.JSON', [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ['a.csv', [0xff, 0xfe, 0x61, 0x00], 'a'],
    ['a.csv', [0xfe, 0xff, 0x00, 0x61], 'a'],
  ] as const)('is read as text: %s %j', async (name, bytes, text) => {
    expect(await readDropped(fileOf(name, bytes))).toEqual(ok({ name, text }))
  })

  it.each([
    ['a folder', null, 'A folder cannot be opened.'],
    ['another kind', fileOf('a.pdf'), 'The file a.pdf is of no kind that Crossview opens.'],
    ['too large', fileOf('a.json', '{}', DROPPED.characters + 1), 'The file a.json is too large to be dropped: it has more than 50 MB.'], // prettier-ignore
    ['no text', fileOf('a.json', [0x80]), 'The file a.json could not be read as text in UTF-8.'],
    ['gone', { ...fileOf('a.json'), arrayBuffer: () => Promise.reject(new Error('gone')) }, 'The file a.json could not be read as text in UTF-8.'], // prettier-ignore
  ])('is refused with the reason: %s', async (_what, file, message) => {
    expect(await readDropped(file)).toMatchObject({ ok: false, error: { message } })
  })

  const dataOf = (names: readonly string[], isDirectory = false) => ({
    types: ['Files'],
    items: names.map(() => ({ webkitGetAsEntry: () => ({ isDirectory }) })),
    files: names.map((name) => fileOf(name)),
  })

  it('is opened or named, and nothing happens while a dialog is open', async () => {
    const bridge = withTenant()
    renderWindow(bridge)
    await screen.findByRole('button', { name: 'Compare' })
    fireEvent.dragOver(document.body, { dataTransfer: dataOf(['a.crossview']) })
    screen.getByText('Drop a snapshot or a list of tenants to open it')
    fireEvent.drop(document.body, { dataTransfer: dataOf(['a.crossview']) })
    await screen.findByText('This is no snapshot.')
    expect(bridge.calls).toContainEqual({
      channel: 'desktop:openText',
      input: { name: 'a.crossview', text: '{}' },
    })
    fireEvent.drop(document.body, { dataTransfer: dataOf(['folder'], true) })
    await screen.findByText('A folder cannot be opened.')
    // A text that is dragged is none of ours.
    expect(fireEvent.drop(document.body, { dataTransfer: { types: ['text/plain'], items: [], files: [] } })).toBe(true) // prettier-ignore

    act(() => {
      void useRecent.getState().open()
    })
    await screen.findByRole('dialog')
    const before = bridge.calls.filter(({ channel }) => channel === 'desktop:openText').length
    expect(fireEvent.drop(document.body, { dataTransfer: dataOf(['b.crossview']) })).toBe(false)
    await new Promise((resolve) => setImmediate(resolve))
    expect(bridge.calls.filter(({ channel }) => channel === 'desktop:openText')).toHaveLength(before)
  })
})

describe('the setting of what is told in the background', () => {
  it('is kept, and there in Electron alone', async () => {
    const bridge = withTenant()
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Settings…' }))
    await user.click(await screen.findByRole('button', { name: 'Notifications' }))
    const tell = await screen.findByRole('checkbox', { name: /^Tell me when a long run/ })
    expect((tell as HTMLInputElement).checked).toBe(true)
    await user.click(tell)
    expect(bridge.calls).toContainEqual({
      channel: 'preferences:change',
      input: { change: { notify: false } },
    })
  })
})
