import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { secretFromFile } from '../../../src/main/cli/target/secret-source'

/** Secrets as schedulers hand them over: files of root's, to a process that is not root. */

const USER = 23_456
const GROUP = 34_567

/** Acts as a user without rights, whom one group lets in; this process is root again then. */
const asUser = async <T>(group: number, act: () => Promise<T>): Promise<T> => {
  const groups = process.getgroups?.() ?? []
  process.setgroups?.([group])
  process.seteuid?.(USER)
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
    process.setgroups?.(groups)
  }
}

/** As Kubernetes writes a volume of a Secret: its links, and a folder that everybody may write to but for what is another's. */
const mountedSecret = async () => {
  // Not among the other temporary files: those of a whole test run are in a folder that root alone may enter.
  const folder = await mkdtemp('/var/tmp/crossview-test-')
  onTestFinished(() => rm(folder, { recursive: true }))
  const volume = path.join(folder, 'secrets')
  await mkdir(path.join(volume, '..2026_11_26_00_00_00.1'), { recursive: true })
  for (const each of [folder, path.join(volume, '..2026_11_26_00_00_00.1')]) await chmod(each, 0o755)
  await chmod(volume, 0o1777)
  await symlink('..2026_11_26_00_00_00.1', path.join(volume, '..data'))
  await symlink('..data/app', path.join(volume, 'app'))
  const real = path.join(volume, '..2026_11_26_00_00_00.1/app')
  await writeFile(real, 'hunter22\n')
  const read = async (owner: number, mode: number, reader: 'root' | 'user' = 'user') => {
    await chown(real, owner, GROUP)
    await chmod(real, mode)
    const act = () => secretFromFile(path.join(volume, 'app'), 'app.secretFile')
    return reader === 'root' ? act() : asUser(GROUP, act)
  }
  return read
}

const SECRET = { ok: true, value: 'hunter22' }

describe('a secret that is mounted', { tags: 'made-by-root' }, () => {
  it.each([0o440, 0o640])('is read where root gave it to this process’s group: %o', async (mode) => {
    expect(await (await mountedSecret())(0, mode)).toEqual(SECRET)
  })

  it.each([0o444, 0o644, 0o460, 0o660, 0o450, 0o441])(
    'is refused where root gave it to more than that: %o',
    async (mode) => {
      expect(await (await mountedSecret())(0, mode)).toMatchObject({
        ok: false,
        error: {
          message: expect.stringContaining('by others than its owner') as string,
          advice: [expect.stringMatching(/chmod 440.*defaultMode: 0440/) as string],
        },
      })
    },
  )

  it('is its owner’s alone where that is this process: a group is a slip there', async () => {
    const read = await mountedSecret()
    expect(await read(USER, 0o400)).toEqual(SECRET)
    expect(await read(USER, 0o440)).toMatchObject({ ok: false })
    expect(await read(0, 0o400, 'root')).toEqual(SECRET)
    expect(await read(0, 0o440, 'root')).toMatchObject({
      ok: false,
      error: { advice: [expect.stringMatching(/chmod 600.*does not run as root/) as string] },
    })
  })

  it('says that it may not be read where root kept it', async () => {
    expect(await (await mountedSecret())(0, 0o400)).toMatchObject({
      ok: false,
      error: { advice: ['Check that this user may read it.'] },
    })
  })

  it('is nobody else’s', async () => {
    expect(await (await mountedSecret())(USER + 1, 0o440)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('belongs to another user') as string },
    })
  })
})
