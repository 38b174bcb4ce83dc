import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { openPreferences } from '../../../../src/main/open-preferences'
import { fileId } from '../../../../src/main/saved-file'
import { DesktopService } from '../../../../src/main/services/desktop/desktop-service'
import { SavedFiles } from '../../../../src/main/services/desktop/saved-files'
import { comparisonSnapshotText } from '../../../../src/main/services/reports/snapshot'
import { GIVEN_FILES } from '../../../../src/shared/bounds'
import { MOST_RECENT } from '../../../../src/shared/files/preferences'
import { DESKTOP_CHANNEL } from '../../../../src/shared/ipc/channels'
import type { DesktopMessage } from '../../../../src/shared/ipc/desktop'
import { ok } from '../../../../src/shared/result'
import { compareScenario } from '../../../support/demo-comparison'
import { eventually } from '../../../support/eventually'
import { must } from '../../../support/must'
import { temporaryFolder } from '../../../support/profiles'
import { openWindowServices } from '../../../support/window-services'

const snapshot = must(comparisonSnapshotText(await compareScenario('healthy', ['clients'])))

let folder = ''
let file = ''
let shown: string[] = []
const opened = (save = path.join(folder, 'saved.json')) => {
  const preferences = openPreferences(path.join(folder, 'data'))
  const services = openWindowServices(path.join(folder, 'data'), {
    preferences,
    dialogs: {
      chooseSave: () => Promise.resolve(save),
      chooseOpen: () => Promise.resolve(ok(null)),
      chooseBytes: () => Promise.resolve(ok(null)),
    },
    shown: {
      inFolder: (target) => Promise.resolve(shown.push(target) > 0),
      logFolder: () => Promise.resolve(false),
    },
  })
  const told: DesktopMessage[] = []
  services.onEvent((channel, message) => {
    if (channel === DESKTOP_CHANNEL) told.push(message as DesktopMessage)
  })
  return { ...services, preferences, told }
}

beforeEach(async () => {
  folder = temporaryFolder()
  shown = []
  file = path.join(folder, 'one.crossview')
  await mkdir(path.join(folder, 'data'))
  await writeFile(file, snapshot)
})

describe('files that are given to Crossview', () => {
  it('are opened once the page listens, and told one by one, with what is wrong', async () => {
    const { desktop, told, handlers } = opened()
    await desktop.openGiven([file, path.join(folder, 'gone.crossview')])
    expect(told).toEqual([])
    expect(must(await handlers['comparison:reattach'](undefined))).toBeNull()
    must(await handlers['desktop:setCommands']({ commands: ['settings'] }))
    await eventually(() => {
      expect(told.map(({ kind }) => kind)).toEqual(['opened', 'failed'])
    })
    expect(told[0]).toMatchObject({ opened: { kind: 'comparison', snapshot: { file: 'one.crossview' } } })
    expect(told[1]).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  it('are no more at once than a person means', async () => {
    const { desktop, told, handlers } = opened()
    must(await handlers['desktop:setCommands']({ commands: [] }))
    const many = Array.from({ length: GIVEN_FILES.most + 2 }, (_, at) =>
      path.join(folder, `${String(at)}.json`),
    )
    await desktop.openGiven(many)
    expect(told).toHaveLength(GIVEN_FILES.most + 1)
    expect(told.at(-1)).toMatchObject({
      error: { message: '2 files of those that were given at once were not opened.' },
    })
  })

  it('wait again for a page that is loaded anew', async () => {
    const { desktop, told, handlers } = opened()
    const enabled: (readonly string[])[] = []
    desktop.onCommandsChanged((commands) => enabled.push(commands))
    must(await handlers['desktop:setCommands']({ commands: ['settings'] }))
    desktop.pageLeft()
    desktop.tell({ kind: 'command', command: 'settings' })
    expect(told).toEqual([])
    must(await handlers['desktop:setCommands']({ commands: [] }))
    expect(told).toEqual([{ kind: 'command', command: 'settings' }])
    expect(enabled).toEqual([['settings'], [], []])
  })

  it.each(['{"schema":"crossview.snapshot/1"}', 'no JSON', ''])(
    'are named where they are none: %j',
    async (text) => {
      const { desktop, told, handlers } = opened()
      await writeFile(file, text)
      must(await handlers['desktop:setCommands']({ commands: [] }))
      await desktop.openGiven([file])
      expect(told).toMatchObject([{ kind: 'failed', error: { code: 'INVALID_FILE' } }])
      expect(JSON.stringify(told)).toContain('one.crossview')
      expect(JSON.stringify(told)).not.toContain(folder)
    },
  )
})

describe('what is typed on the page', () => {
  it('is known until the page says otherwise, or is gone', async () => {
    const { desktop, handlers } = opened()
    expect(desktop.isTyped()).toBe(false)
    must(await handlers['desktop:setTyped']({ typed: true }))
    expect(desktop.isTyped()).toBe(true)
    must(await handlers['desktop:setTyped']({ typed: false }))
    expect(desktop.isTyped()).toBe(false)
    must(await handlers['desktop:setTyped']({ typed: true }))
    desktop.pageLeft()
    expect(desktop.isTyped()).toBe(false)
  })
})

describe('files that were opened last', () => {
  it('are remembered, the newest first, each once, and forgotten when they are gone', async () => {
    const { desktop, handlers } = opened()
    must(await handlers['desktop:setCommands']({ commands: [] }))
    const other = path.join(folder, 'two.json')
    await writeFile(other, snapshot)
    await desktop.openGiven([file, other, file])
    const recent = must(await handlers['desktop:recent'](undefined))
    expect(recent.map(({ file: name }) => name)).toEqual(['one.crossview', 'two.json'])
    expect(JSON.stringify(recent)).not.toContain(folder)
    await rm(file)
    expect(await handlers['desktop:openRecent']({ id: fileId(file) })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
    expect(must(await handlers['desktop:recent'](undefined))).toHaveLength(1)
    expect(must(await handlers['desktop:openRecent']({ id: fileId(other) }))).toMatchObject({
      kind: 'comparison',
    })
    // A file that nobody opened is none of them.
    expect(await handlers['desktop:openRecent']({ id: fileId('/etc/passwd') })).toMatchObject({ ok: false })
    must(await handlers['desktop:clearRecent'](undefined))
    expect(must(await openPreferences(path.join(folder, 'data')).current().then(ok)).recent).toEqual([])
  })

  it('are so many at most', async () => {
    const preferences = openPreferences(path.join(folder, 'data'))
    const never = () => Promise.reject(new Error('Not in this test'))
    const desktop = new DesktopService({
      preferences,
      clock: systemClock,
      saved: new SavedFiles(),
      shown: { inFolder: never, logFolder: never },
      open: never,
      importText: never,
    })
    for (let at = 0; at < MOST_RECENT + 2; at += 1)
      await desktop.remember(`/${String(at)}.json`, { name: 'N'.repeat(400), kind: 'applications' })
    const { recent } = await preferences.current()
    expect(recent.map(({ path: each }) => each)).toEqual(
      Array.from({ length: MOST_RECENT }, (_, at) => `/${String(MOST_RECENT + 1 - at)}.json`),
    )
    expect(recent[0]?.name).toHaveLength(300)
  })

  it.each([
    [false, 'Healthy'],
    [true, 'Redacted snapshot'],
  ])('are those that were saved as well (redacted: %s)', async (redact) => {
    const target = path.join(folder, 'saved.crossview')
    const { desktop, handlers, told } = opened(target)
    must(await handlers['desktop:setCommands']({ commands: [] }))
    await desktop.openGiven([file])
    const message = told[0]
    const runId =
      message?.kind === 'opened' && message.opened.kind === 'comparison' ? message.opened.runId : ''
    const choice = { runId, report: 'full', redact, redactKey: null, recipe: null, madeBy: null, madeFor: null, review: false, branding: false } as const // prettier-ignore
    const saved = must(await handlers['reports:export']({ ...choice, format: 'snapshot' }))
    expect(saved).toEqual({ state: 'saved', path: target, id: fileId(target) })
    const [newest] = must(await handlers['desktop:recent'](undefined))
    expect(newest?.file).toBe('saved.crossview')
    expect(newest?.name === 'Redacted snapshot').toBe(redact)
    must(await handlers['reports:export']({ ...choice, format: 'json' }))
    expect(must(await handlers['desktop:recent'](undefined))).toHaveLength(2)
  })
})

describe('what is dropped', () => {
  it('is opened by what it is', async () => {
    const { handlers } = opened()
    const open = (name: string, text: string) => handlers['desktop:openText']({ name, text })
    expect(must(await open('a.crossview', snapshot))).toMatchObject({ kind: 'opened' })
    expect(must(await open('a.json', snapshot))).toMatchObject({ kind: 'opened' })
    const tenants = 'name,url,app client id\nContoso,https://contoso.halopsa.com,abc\n'
    expect(must(await open('a.CSV', tenants))).toMatchObject({ kind: 'import', preview: { accepted: [{ name: 'Contoso' }] } }) // prettier-ignore
    const listed = JSON.stringify([{ name: 'Fabrikam', url: 'https://fabrikam.halopsa.com', app: { kind: 'application', clientId: 'x' } }]) // prettier-ignore
    expect(must(await open('a.json', listed))).toMatchObject({ kind: 'import' })
    expect(await open('a.crossview', tenants)).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    expect(await open('a.csv', snapshot)).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    // Where it lay nobody knows.
    expect(must(await handlers['desktop:recent'](undefined))).toEqual([])
  })
})

describe('what is shown in the file manager', () => {
  it('is what this session saved, by its id, and nothing else', async () => {
    const target = path.join(folder, 'saved.json')
    const { handlers } = opened(target)
    expect(await handlers['desktop:showInFolder']({ id: fileId(target) })).toMatchObject({ ok: false })
    const saved = must(await handlers['profiles:exportAll'](undefined))
    expect(saved).toEqual({ state: 'saved', path: target, id: fileId(target) })
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({
      schema: 'crossview.profiles-export/1',
    })
    must(await handlers['desktop:showInFolder']({ id: fileId(target) }))
    expect(shown).toEqual([target])
    expect(await handlers['desktop:showInFolder']({ id: fileId('/etc/passwd') })).toMatchObject({ ok: false })
    expect(await handlers['desktop:openLogFolder'](undefined)).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  it('is nothing that could not be written', async () => {
    const target = path.join(folder, 'one.crossview', 'below-a-file.json')
    const { handlers } = opened(target)
    expect(await handlers['profiles:exportAll'](undefined)).toMatchObject({ ok: false })
    expect(await handlers['desktop:showInFolder']({ id: fileId(target) })).toMatchObject({ ok: false })
  })
})
