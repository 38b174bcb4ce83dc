import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openPreferences } from '../../src/main/open-preferences'
import { lookOf, readLook } from '../../src/main/window-look'
import { FILES } from '../../src/shared/bounds'
import { temporaryFolder } from '../support/profiles'

const FIRST = { theme: 'system', zoom: 1, window: null }
const PLACE = { x: -20, y: 10, width: 900, height: 700, maximized: true }

it('is what the preferences keep', async () => {
  const folder = temporaryFolder()
  expect(await readLook(folder)).toEqual(FIRST)
  await openPreferences(folder).update((before) => ({ ...before, theme: 'dark', zoom: 2, window: PLACE }))
  expect(await readLook(folder)).toEqual({ theme: 'dark', zoom: 2, window: PLACE })
})

it.each([
  ['no JSON', '{'],
  ['no text', Buffer.from([0xff, 0xff, 0xff])],
  ['too long', JSON.stringify({ theme: 'dark', more: 'x'.repeat(2 * FILES.preferences.characters) })],
])('is that of a first start where the file is %s', async (_what, content) => {
  const folder = temporaryFolder()
  await writeFile(path.join(folder, 'preferences.json'), content)
  expect(await readLook(folder)).toEqual(FIRST)
})

it('is that of a first start where a folder stands in its place', async () => {
  const folder = temporaryFolder()
  await mkdir(path.join(folder, 'preferences.json'))
  expect(await readLook(folder)).toEqual(FIRST)
})

it.each([
  [null],
  ['text'],
  [{ theme: 'blue', zoom: '2', window: [] }],
  [{ zoom: 0.1, window: { ...PLACE, width: 0 } }],
  [{ zoom: 6, window: { ...PLACE, x: 1e9 } }],
  [{ zoom: NaN, window: { ...PLACE, y: 0.5 } }],
  [{ window: { ...PLACE, height: null } }],
])('takes nothing that is not plainly right: %j', (preferences) => {
  expect(lookOf(preferences)).toEqual(FIRST)
})
