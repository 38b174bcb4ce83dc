import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundledSaver } from '../../../support/bundled-saver'

/**
 * A real file system that is full, or read-only (security-measurements.md F6): a small tmpfs, seen by one process.
 * @module-tag tmpfs
 */

let folder = ''
let saver = ''
let adder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-full-'))
  await mkdir(path.join(folder, 'disk'))
  saver = await bundledSaver(folder)
  adder = await bundledSaver(folder, 'tenant-adder')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a script with `$disk` mounted for itself alone; ends with what is on it. */
const onSmallDisk = (script: string, size = '64k') => {
  const inside = [
    'set -u',
    `mount -t tmpfs -o size=${size} none "$disk"`,
    script,
    'echo; echo "--- files"; ls "$disk"; echo "--- stored"; grep -o "Save [0-9]*" "$disk/profiles.json" | sort -u',
  ].join('\n')
  const { stdout, stderr } = spawnSync(
    'unshare',
    [process.getuid?.() === 0 ? '-m' : '-Urm', 'sh', '-c', inside],
    {
      encoding: 'utf8',
      env: { ...process.env, disk: path.join(folder, 'disk'), node: process.execPath, saver, adder },
    },
  )
  const [, files = '', stored = ''] = stdout.split(/--- (?:files|stored)\n/)
  return {
    lines: stdout.split('\n'),
    reported: stdout.split('\n').filter((line) => /^\d+$/.test(line)),
    files: files.trim().split('\n'),
    stored: stored.trim(),
    stderr,
  }
}

it('a disk that is full keeps the last file that was saved, says so, and leaves no rest', () => {
  const { reported, files, stored, stderr } = onSmallDisk('"$node" "$saver" "$disk" 0')
  expect(reported.length).toBeGreaterThan(0)
  expect(stderr).toContain('the disk is full')
  expect(stored).toBe(`Save ${reported.at(-1)!}`)
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it('a disk that turned read-only keeps the file, and says so', () => {
  const { lines, reported, files, stored, stderr } = onSmallDisk(
    [
      '"$node" "$saver" "$disk" 0 2>/dev/null',
      'mount -o remount,ro "$disk"',
      '"$node" "$saver" "$disk" 100 >/dev/null',
      '"$node" "$adder" "$disk" late 1',
    ].join('\n'),
  )
  expect(stderr).toContain('profiles.json is as it was')
  expect(stderr).toMatch(/Nothing was changed, because Crossview cannot write to .*: the disk is read-only/)
  expect(outcomes(lines)).toEqual(['late 1: FILE_WRITE_FAILED', 'shared 1: FILE_WRITE_FAILED'])
  expect(stored).toBe(`Save ${reported.at(-1)!}`)
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([])
})

/** What adders print, in order. */
const outcomes = (lines: readonly string[]) => lines.filter((line) => /^\w+ 1: /.test(line))

it.each([
  [
    'that another program holds (EBUSY)',
    'mount --bind "$disk/profiles.json" "$disk/profiles.json"',
    'umount "$disk/profiles.json"',
    /another program holds the file open/,
  ],
  [
    // Only root can do it, and not in every container: else it is held, as above.
    'that may not be replaced (EPERM)',
    'chattr +i "$disk/profiles.json" || mount --bind "$disk/profiles.json" "$disk/profiles.json"',
    'chattr -i "$disk/profiles.json" || umount "$disk/profiles.json"',
    /writing there is not allowed|another program holds the file open/,
  ],
])(
  'a file %s stays as it was, the error says so, and the next save works',
  (_name, hold, release, reason) => {
    const { lines, files, stderr } = onSmallDisk(
      [
        '"$node" "$adder" "$disk" before 1',
        hold,
        'cp "$disk/profiles.json" "$disk/copy"',
        '"$node" "$adder" "$disk" during 1',
        'cmp "$disk/profiles.json" "$disk/copy" && echo unchanged',
        release,
        'rm "$disk/copy"',
        '"$node" "$adder" "$disk" after 1',
        'grep -o \'"name": ".*"\' "$disk/profiles.json"',
      ].join('\n'),
      '1m',
    )
    expect(stderr).toMatch(reason)
    expect(stderr).toContain('profiles.json is as it was')
    expect(outcomes(lines)).toEqual([
      'before 1: added',
      'shared 1: added',
      'during 1: FILE_WRITE_FAILED',
      'shared 1: CONFLICT',
      'after 1: added',
      'shared 1: CONFLICT',
    ])
    expect(lines).toContain('unchanged')
    expect(lines.filter((line) => line.startsWith('"name"'))).toEqual([
      '"name": "before 1"',
      '"name": "shared 1"',
      '"name": "after 1"',
    ])
    expect(files.sort()).toEqual(['profiles.json', 'profiles.json.bak', 'unfinished-saves'])
  },
)

it('no file can be opened any more (EMFILE): nothing is changed, the error says so, and the next save works', async () => {
  const script = await bundledSaver(folder, 'out-of-files')
  const data = path.join(folder, 'out-of-files')
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -n 64 && exec "$0" "$@"', process.execPath, script, data],
    {
      encoding: 'utf8',
    },
  )
  expect(stderr).toBe('')
  const list = (...names: string[]) => ({
    value: {
      profiles: names.map((name) => ({ profile: { name }, secrets: { app: 'stored' } })),
      notice: null,
    },
  })
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { ok: true },
    list('Before'),
    {
      ok: false,
      error: {
        code: 'FILE_WRITE_FAILED',
        message: expect.stringContaining('too many files are open') as string,
      },
    },
    // Not read is not empty: it says so.
    { value: { readOnly: true, notice: expect.stringContaining('too many files are open') as string } },
    list('Before'),
    { ok: true },
    list('Before', 'After'),
    ['secret of Before', 'secret of After'],
  ])
})
