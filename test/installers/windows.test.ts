import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually'
import { unless } from '../support/systems'
import { installersOf, missingTools, packForWindows } from '../support/windows-package'
import { DRIVE, endWine, KEYTAR, HOLD_EXE, openWine, registryKey, whyNoWine, wine } from '../support/wine'

/**
 * setup.exe and the MSI under Wine 10: installed silently, replaced, removed. What of them ships and what
 * stands in: test/support/windows-package.ts. Nobody else may use that Windows meanwhile.
 */

const missing = missingTools()
const why = whyNoWine() ?? (missing.length > 0 ? `Debian's ${missing.join(', ')} are missing` : null)

const OLD = '0.0.9'
const UNINSTALL = String.raw`Software\Microsoft\Windows\CurrentVersion\Uninstall`
const SETUP = String.raw`C:\installers\setup.exe`
const DATA = 'users/root/AppData/Roaming/Crossview'
const KEPT = [DATA, `${DATA}/profiles.json`]
const PER_USER = 'users/root/AppData/Local/Programs/Crossview'
const PER_MACHINE = 'Program Files/Crossview'
const MENU = 'Microsoft/Windows/Start Menu/Programs/Crossview.lnk'
const USER_MENU = `users/root/AppData/Roaming/${MENU}`
const COMMON_MENU = `ProgramData/${MENU}`

let work = ''
let version = ''
let packed: readonly string[] = []
const made = new Map<string, { setup: string; msi: string }>()

const on = (place: string) => path.join(DRIVE, place)
const windows = (place: string) => `C:\\${place.replaceAll('/', '\\')}`
const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()

/** Lays an installer where Windows finds it. */
const lay = async (kind: 'setup' | 'msi', of: string) => {
  await copyFile(made.get(of)![kind], on(`installers/${kind === 'msi' ? 'crossview.msi' : 'setup.exe'}`))
}

/**
 * Runs an uninstaller to its end: not from a copy of itself. It takes the folder as the rest of its command
 * line, without quotes, which only a program of Windows can pass.
 * @returns its exit status
 */
const uninstall = async (program: string, folder: string) => {
  const script = `process.exit(require('child_process').spawnSync(process.argv[1],['/S','_?='+process.argv[2]],{windowsVerbatimArguments:true}).status)`
  return (await wine('node', '-e', script, program, folder)).status
}

/** Every place where something of an installation could stay. */
const traces = async () => {
  await endWine()
  const registry = await Promise.all(
    ['system.reg', 'user.reg'].map((name) => readFile(path.join(DRIVE, '..', name), 'utf8')),
  )
  const found = await readdir(DRIVE, { recursive: true })
  return {
    files: found.filter(
      (name) => /crossview/i.test(name) && !/^(crossview|installers)\b|\/AppData\/Local\/Temp\//.test(name),
    ),
    // What Wine notes of Linux' own start menu is Wine's.
    registry: registry
      .flatMap((text) => text.split('\n'))
      .filter((line) => /\bCrossview\b/.test(line) && !line.startsWith(String.raw`"\\\\?\\Z:`)),
  }
}

/** What a file that ends in .crossview is called, and what a double click on one starts. */
const opensSnapshots = async (root: string) => {
  const classes = `${root}\\Software\\Classes`
  const [ending, command] = [
    await registryKey(`${classes}\\.crossview`),
    await registryKey(`${classes}\\Crossview.Snapshot\\shell\\open\\command`),
  ]
  return [ending?.['(Default)'], command?.['(Default)']]
}

/** Whom Windows shows notifications of, by the id that the app calls itself (src/main/index.ts). */
const notifier = async (root: string) =>
  (await registryKey(`${root}\\Software\\Classes\\AppUserModelId\\app.crossview.desktop`))?.DisplayName

/** Takes away what a test, or a run that was killed, left there. */
const clean = async () => {
  const { output } = await wine('reg', 'query', `HKLM\\${UNINSTALL}`, '/s')
  for (const [, code = ''] of output.matchAll(
    /\\(\{[\w-]+\})\r?\n(?: {4}.*\r?\n)*? {4}DisplayName +REG_SZ +Crossview\r?\n/g,
  ))
    await wine('msiexec', '/qn', '/x', code)
  for (const root of ['HKCU', 'HKLM']) await wine('reg', 'delete', `${root}\\${UNINSTALL}\\Crossview`, '/f')
  await endWine()
  const folders = [PER_USER, PER_MACHINE].flatMap((folder) => [folder, `${folder}.before-setup`])
  for (const place of [...folders, USER_MENU, COMMON_MENU, DATA, 'installers', 'elsewhere'])
    await rm(on(place), { recursive: true, force: true })
}

describe('installers for Windows', unless(why), () => {
  beforeAll(async () => {
    await clean()
    work = await mkdtemp(path.join(tmpdir(), 'crossview-windows-'))
    version = (JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version
    const app = await packForWindows(work, { program: HOLD_EXE, keytar: KEYTAR })
    packed = await filesBelow(app)
    // What only the older version has.
    const older = path.join(app, 'resources/older.txt')
    await writeFile(older, 'of the older version')
    made.set(OLD, await installersOf(work, app, OLD))
    await rm(older)
    made.set(version, await installersOf(work, app, version))
    await mkdir(on('installers'), { recursive: true })
    await mkdir(on(DATA), { recursive: true })
    await writeFile(on(`${DATA}/profiles.json`), 'the tenants')
  })

  afterAll(async () => {
    await clean()
    await rm(work, { recursive: true, force: true })
  })

  it('hold the app, and keytar for Windows', () => {
    expect(packed).toEqual([
      'Crossview.exe',
      'LICENSE',
      'locales/en-US.pak',
      'resources/app.asar',
      'resources/app.asar.unpacked/node_modules/keytar/build/Release/keytar.node',
    ])
  })

  it('have names without blanks', async () => {
    const names = (await readdir(path.join(work, 'dist'))).filter((name) => /\.(exe|msi|zip)$/.test(name))
    expect(names.sort()).toEqual([
      `crossview-${OLD}-win-x64-setup.exe`,
      `crossview-${OLD}-win-x64.msi`,
      `crossview-${version}-win-x64-setup.exe`,
      `crossview-${version}-win-x64.msi`,
      `crossview-${version}-win-x64.zip`,
    ])
  })

  describe.each([
    {
      mode: 'one user',
      option: '/CurrentUser',
      folder: PER_USER,
      menu: USER_MENU,
      root: 'HKCU',
      other: 'HKLM',
    },
    {
      mode: 'all users',
      option: '/AllUsers',
      folder: PER_MACHINE,
      menu: COMMON_MENU,
      root: 'HKLM',
      other: 'HKCU',
    },
  ])('setup.exe for $mode', ({ option, folder, menu, root, other }) => {
    const entry = `${root}\\${UNINSTALL}\\Crossview`
    const program = windows(`${folder}/Crossview.exe`)
    const uninstaller = windows(`${folder}/Uninstall.exe`)

    it('installs silently', async () => {
      await lay('setup', OLD)
      expect(await wine(SETUP, '/S', option)).toEqual({ status: 0, output: '' })
      expect(await filesBelow(on(folder))).toEqual([...packed, 'resources/older.txt', 'Uninstall.exe'].sort())
      expect(existsSync(on(menu))).toBe(true)
      expect(await registryKey(entry)).toMatchObject({
        DisplayName: 'Crossview',
        DisplayVersion: OLD,
        Publisher: 'The Crossview authors',
        InstallLocation: windows(folder),
        DisplayIcon: program,
        UninstallString: `"${uninstaller}"`,
        QuietUninstallString: `"${uninstaller}" /S`,
        NoModify: '0x1',
      })
      expect(await opensSnapshots(root)).toEqual(['Crossview.Snapshot', `"${program}" "%1"`])
      expect(await notifier(root)).toBe('Crossview')
      expect(await registryKey(`${other}\\${UNINSTALL}\\Crossview`)).toBeNull()
    })

    it('replaces an older one where it is, without a switch', async () => {
      await lay('setup', version)
      expect((await wine(SETUP, '/S')).status).toBe(0)
      expect(await filesBelow(on(folder))).toEqual([...packed, 'Uninstall.exe'].sort())
      expect(existsSync(on(`${folder}.before-setup`))).toBe(false)
      expect(await registryKey(entry)).toMatchObject({ DisplayVersion: version })
      expect(await registryKey(`${other}\\${UNINSTALL}\\Crossview`)).toBeNull()
    })

    it('changes nothing while Crossview is open, and says so by its exit status', async () => {
      await lay('setup', OLD)
      const app = await openWine(program, SETUP, '3600', '7')
      expect((await wine(SETUP, '/S')).status).toBe(3)
      expect(await uninstall(uninstaller, windows(folder))).toBe(3)
      await app.close()
      expect(await filesBelow(on(folder))).toEqual([...packed, 'Uninstall.exe'].sort())
      expect(await registryKey(entry)).toMatchObject({ DisplayVersion: version })
      expect(existsSync(on(menu))).toBe(true)
    })

    it('is removed silently, and leaves what the user has', async () => {
      expect((await wine(uninstaller, '/S')).status).toBe(0)
      // It goes on from a copy of itself.
      await eventually(() => {
        expect(existsSync(on(folder))).toBe(false)
        expect(existsSync(on(menu))).toBe(false)
      })
      expect(await traces()).toEqual({ files: KEPT, registry: [] })
      expect(await readFile(on(`${DATA}/profiles.json`), 'utf8')).toBe('the tenants')
    })
  })

  it('an uninstaller that was copied elsewhere removes nothing', async () => {
    await lay('setup', version)
    await wine(SETUP, '/S', '/CurrentUser')
    await mkdir(on('elsewhere'), { recursive: true })
    await writeFile(on('elsewhere/mine.txt'), 'mine')
    await copyFile(on(`${PER_USER}/Uninstall.exe`), on('elsewhere/Uninstall.exe'))
    expect(await uninstall(windows('elsewhere/Uninstall.exe'), windows('elsewhere'))).toBe(2)
    expect((await readdir(on('elsewhere'))).sort()).toEqual(['Uninstall.exe', 'mine.txt'])
    expect(existsSync(on(`${PER_USER}/Crossview.exe`))).toBe(true)
    await wine(windows(`${PER_USER}/Uninstall.exe`), '/S')
    await eventually(() => {
      expect(existsSync(on(PER_USER))).toBe(false)
    })
  })

  it('an uninstaller in a copy of the whole folder removes nothing, and the other stays installed', async () => {
    await lay('setup', version)
    await wine(SETUP, '/S', '/CurrentUser')
    await cp(on(PER_USER), on('elsewhere/copy'), { recursive: true })
    expect(await uninstall(windows('elsewhere/copy/Uninstall.exe'), windows('elsewhere/copy'))).toBe(2)
    expect(await filesBelow(on('elsewhere/copy'))).toEqual([...packed, 'Uninstall.exe'].sort())
    expect(existsSync(on(USER_MENU))).toBe(true)
    await wine(windows(`${PER_USER}/Uninstall.exe`), '/S')
    await eventually(() => {
      expect(existsSync(on(PER_USER))).toBe(false)
    })
    await rm(on('elsewhere'), { recursive: true })
  })

  it('setup.exe replaces no folder of somebody else, but one that was never completed', async () => {
    await lay('setup', version)
    await mkdir(on(PER_USER), { recursive: true })
    await writeFile(on(`${PER_USER}/mine.txt`), 'mine')
    // Left by a run that was killed: it is not put in the place of what is there.
    await mkdir(on(`${PER_USER}.before-setup`), { recursive: true })
    await writeFile(on(`${PER_USER}.before-setup/old.txt`), 'old')
    expect((await wine(SETUP, '/S', '/CurrentUser')).status).toBe(2)
    expect(await filesBelow(on(PER_USER))).toEqual(['mine.txt'])
    expect(existsSync(on(USER_MENU))).toBe(false)
    await writeFile(on(`${PER_USER}/incomplete`), '')
    expect((await wine(SETUP, '/S', '/CurrentUser')).status).toBe(0)
    expect(await filesBelow(on(PER_USER))).toEqual([...packed, 'Uninstall.exe'].sort())
    expect(existsSync(on(`${PER_USER}.before-setup`))).toBe(false)
    await wine(windows(`${PER_USER}/Uninstall.exe`), '/S')
    await eventually(() => {
      expect(existsSync(on(PER_USER))).toBe(false)
    })
  })

  it('setup.exe takes no folder that is chosen, and touches nothing in it', async () => {
    await mkdir(on('chosen'), { recursive: true })
    await writeFile(on('chosen/mine.txt'), 'mine')
    expect((await wine(SETUP, '/S', '/CurrentUser', String.raw`/D=C:\chosen`)).status).toBe(2)
    expect(await readdir(on('chosen'))).toEqual(['mine.txt'])
    expect(existsSync(on(PER_USER))).toBe(false)
    await rm(on('chosen'), { recursive: true })
  })

  describe('the MSI', () => {
    const MSI = String.raw`C:\installers\crossview.msi`
    const entries = async () => {
      const { output } = await wine('reg', 'query', `HKLM\\${UNINSTALL}`, '/s')
      return [...output.matchAll(/DisplayName +REG_SZ +Crossview\s+DisplayVersion +REG_SZ +([\d.]+)/g)].map(
        ([, found]) => found,
      )
    }

    it('installs silently for all users', async () => {
      await lay('msi', OLD)
      expect((await wine('msiexec', '/qn', '/i', MSI)).status).toBe(0)
      expect(await filesBelow(on(PER_MACHINE))).toEqual([...packed, 'resources/older.txt'].sort())
      expect(await entries()).toEqual([`${OLD}.0`])
      expect(await opensSnapshots('HKLM')).toEqual([
        'Crossview.Snapshot',
        `"${windows(`${PER_MACHINE}/Crossview.exe`)}" "%1"`,
      ])
      expect(await notifier('HKLM')).toBe('Crossview')
      // Wine puts it into the user's menu whatever ALLUSERS is.
      expect([USER_MENU, COMMON_MENU].filter((place) => existsSync(on(place)))).toHaveLength(1)
    })

    it('replaces an older one', async () => {
      await lay('msi', version)
      expect((await wine('msiexec', '/qn', '/i', MSI)).status).toBe(0)
      expect(await filesBelow(on(PER_MACHINE))).toEqual(packed)
      expect(await entries()).toEqual([`${version}.0`])
    })

    it('refuses to replace a newer one', async () => {
      await lay('msi', OLD)
      expect((await wine('msiexec', '/qn', '/i', MSI)).status).not.toBe(0)
      expect(await filesBelow(on(PER_MACHINE))).toEqual(packed)
      expect(await entries()).toEqual([`${version}.0`])
      await lay('msi', version)
    })

    it('is removed silently, and leaves what the user has', async () => {
      expect((await wine('msiexec', '/qn', '/x', MSI)).status).toBe(0)
      expect(await traces()).toEqual({ files: KEPT, registry: [] })
      expect(await readFile(on(`${DATA}/profiles.json`), 'utf8')).toBe('the tenants')
    })
  })
})
