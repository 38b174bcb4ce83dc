import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundledSaver } from '../../support/bundled-saver'

/** A real file system that is full, or read-only (security.md F6): a small tmpfs, seen by one process. */

let folder = ''
let saver = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-full-'))
  await mkdir(path.join(folder, 'disk'))
  saver = await bundledSaver(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a script with `$disk` mounted for itself alone; ends with what is on it. */
const onSmallDisk = (script: string) => {
  const inside = [
    'set -u',
    'mount -t tmpfs -o size=64k none "$disk"',
    script,
    'echo; echo "--- files"; ls "$disk"; echo "--- stored"; grep -o "Save [0-9]*" "$disk/profiles.json" | sort -u',
  ].join('\n')
  const { stdout, stderr } = spawnSync(
    'unshare',
    [process.getuid?.() === 0 ? '-m' : '-Urm', 'sh', '-c', inside],
    {
      encoding: 'utf8',
      env: { ...process.env, disk: path.join(folder, 'disk'), node: process.execPath, saver },
    },
  )
  const [, files = '', stored = ''] = stdout.split(/--- (?:files|stored)\n/)
  return {
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
  const { reported, files, stored, stderr } = onSmallDisk(
    [
      '"$node" "$saver" "$disk" 0 2>/dev/null',
      'mount -o remount,ro "$disk"',
      '"$node" "$saver" "$disk" 100 >/dev/null',
    ].join('\n'),
  )
  expect(stderr).toContain('the disk is read-only')
  expect(stored).toBe(`Save ${reported.at(-1)!}`)
  expect(files.filter((name) => name.endsWith('.tmp'))).toEqual([])
})
