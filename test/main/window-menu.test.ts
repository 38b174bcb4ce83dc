import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate, type MenuDeps } from '../../src/main/window-menu'
import { COMMANDS } from '../../src/shared/commands'

const SYSTEMS = ['win32', 'darwin', 'linux'] as const

const menuOf = (platform: NodeJS.Platform, given: Partial<MenuDeps> = {}) => {
  const done: string[] = []
  const template = menuTemplate(
    {
      enabled: [],
      recent: [],
      onCommand: (command) => done.push(command),
      onRecent: (id) => done.push(`recent ${id}`),
      onClearRecent: () => done.push('clear'),
      onZoom: (step) => done.push(`zoom ${step}`),
      ...given,
    },
    platform,
  )
  const items = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
  const all = items(template)
  return { template, all, done, named: (label: string) => all.find((item) => item.label === label) }
}
const clickOn = (item: MenuItemConstructorOptions | undefined) => (item?.click as () => void)()

describe.each(SYSTEMS)('the menu on %s', (platform) => {
  it('has every command once, with its shortcut, and gives what is chosen', () => {
    const { all, done } = menuOf(platform, { enabled: COMMANDS.map(({ id }) => id) })
    for (const { id, keys } of COMMANDS) {
      const found = all.filter((item) => item.id === id)
      expect(found, id).toHaveLength(1)
      if (id === 'open-recent') continue
      expect(found[0]?.accelerator).toBe(keys?.replace('Mod', 'CmdOrCtrl'))
      clickOn(found[0])
      expect(done.at(-1)).toBe(id)
    }
  })

  it('greys what cannot be done now', () => {
    const { all } = menuOf(platform, { enabled: ['settings'] })
    expect(all.filter(({ click, enabled }) => click !== undefined && enabled === true).map(({ id }) => id)).toEqual(['settings']) // prettier-ignore
    expect(all.find(({ id }) => id === 'export')?.enabled).toBe(false)
  })

  it('edits, zooms and quits, and neither reloads nor shows developer tools', () => {
    const { all, done, named } = menuOf(platform)
    expect(all.map(({ role }) => role)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu', 'quit']))
    for (const label of ['Actual size', 'Zoom in', 'Zoom out']) clickOn(named(label))
    expect(done).toEqual(['zoom reset', 'zoom in', 'zoom out'])
    expect(JSON.stringify(all)).not.toMatch(/reload|toggleDevTools/i)
  })

  it('lists what was opened last, with names as they are', () => {
    const recent = [
      { id: 'a', name: 'Smith & Sons', file: 'a\u202Eb.crossview', kind: 'comparison', openedAt: '' },
    ] as const
    const { all, done, named } = menuOf(platform, { recent, enabled: ['open-snapshot'] })
    const label = platform === 'darwin' ? 'Smith & Sons' : 'Smith && Sons'
    const entry = all.find((item) => item.label?.startsWith(label))
    expect(entry?.label).not.toContain('\u202E')
    expect(entry?.enabled).toBe(true)
    clickOn(entry)
    clickOn(named('Clear this list'))
    expect(done).toEqual(['recent a', 'clear'])
    expect(menuOf(platform, { recent }).all.find((item) => item.label?.startsWith(label))?.enabled).toBe(
      false,
    )
    expect(menuOf(platform).named('Open recent')?.enabled).toBe(false)
  })
})

it('is ordered as each system has it', () => {
  const labels = (platform: NodeJS.Platform) =>
    menuOf(platform).template.map(({ label, role }) => label ?? role)
  const common = ['&File', 'editMenu', '&View', '&Go', 'windowMenu', '&Help']
  expect(labels('win32')).toEqual(common)
  expect(labels('linux')).toEqual(common)
  expect(labels('darwin')).toEqual(['Crossview', ...common])
  const [app] = menuOf('darwin').template
  const inApp = (app?.submenu as MenuItemConstructorOptions[]).map(({ id, role }) => id ?? role)
  expect(inApp).toEqual(expect.arrayContaining(['about', 'settings', 'quit']))
})
