import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { userDataDir } from '../../../../src/main/adapters/files/user-data'

const linux = (env: Record<string, string>) => userDataDir({ env, platform: 'linux', home: '/home/me' })

describe('userDataDir', () => {
  it('is where Electron keeps an app’s data', () => {
    expect(linux({})).toBe(path.join('/home/me/.config/Crossview'))
    expect(linux({ XDG_CONFIG_HOME: '/cfg' })).toBe(path.join('/cfg/Crossview'))
    expect(userDataDir({ env: {}, platform: 'darwin', home: '/Users/me' })).toBe(
      path.join('/Users/me/Library/Application Support/Crossview'),
    )
    const windows = userDataDir({ env: { APPDATA: '/appdata' }, platform: 'win32', home: '/me' })
    expect(windows).toBe(path.join('/appdata', 'Crossview'))
  })

  it('ignores a relative XDG_CONFIG_HOME, as its rules say', () => {
    expect(linux({ XDG_CONFIG_HOME: 'cfg' })).toBe(path.join('/home/me/.config/Crossview'))
  })

  it('can be chosen', () => {
    expect(linux({ CROSSVIEW_USER_DATA: '/elsewhere' })).toBe(path.resolve('/elsewhere'))
    expect(linux({ CROSSVIEW_USER_DATA: 'here' })).toBe(path.resolve('here'))
    expect(linux({ CROSSVIEW_USER_DATA: '' })).toBe(path.join('/home/me/.config/Crossview'))
  })
})
