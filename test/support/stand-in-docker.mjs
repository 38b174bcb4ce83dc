/**
 * Stands in for the program `docker` where no container engine runs: `login`, and `run` with the options that the
 * files of docs/automation use. The container is a mount namespace of its own and a chroot: its root is a folder
 * (CONTAINER_ROOT, made by image.ts), read-only where that is asked for, and its process is the user that is named,
 * with no rights. It shares network and process ids with this machine, which an engine would not.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const [command, ...args] = process.argv.slice(2)
const root = process.env['CONTAINER_ROOT'] ?? ''
const image = JSON.parse(readFileSync(path.join(root, '.image.json'), 'utf8'))

/** @param {string[]} all @returns what the options say, and what stands behind the name of the image */
const parse = (all) => {
  const found = { readOnly: false, user: image.user, volumes: [], tmpfs: [], env: {}, entrypoint: null }
  const rest = [...all]
  while (rest[0]?.startsWith('--')) {
    const option = rest.shift()
    if (option === '--rm') continue
    if (option === '--read-only') {
      found.readOnly = true
      continue
    }
    const value = rest.shift() ?? ''
    const [name, ...is] = value.split('=')
    if (option === '--tmpfs') found.tmpfs.push(value)
    else if (option === '--user') found.user = value
    else if (option === '--entrypoint') found.entrypoint = [value]
    else if (option === '--env') found.env[name] = is.length > 0 ? is.join('=') : process.env[name]
    else if (option === '--volume') found.volumes.push(value.split(':'))
    else throw new Error(`docker run has no ${option} here`)
  }
  return { ...found, image: rest[0], command: rest.slice(1) }
}

const run = () => {
  const { readOnly, user, volumes, tmpfs, env, entrypoint, command: given } = parse(args)
  const steps = ['mount --bind "$ROOT" "$ROOT"']
  const within = (/** @type {string} */ place) => {
    mkdirSync(path.join(root, place), { recursive: true })
    return `"$ROOT${place}"`
  }
  for (const place of tmpfs) steps.push(`mount -t tmpfs -o mode=1777 tmpfs ${within(place)}`)
  for (const [host = '', place = '', mode] of volumes) {
    steps.push(`mount --bind "${host}" ${within(place)}`)
    if (mode === 'ro') steps.push(`mount -o remount,ro,bind ${within(place)}`)
  }
  for (const place of ['/proc', '/dev']) steps.push(`mount --rbind ${place} ${within(place)}`)
  // The root alone: what is mounted in it stays as it is.
  if (readOnly) steps.push('mount -o remount,ro,bind "$ROOT" "$ROOT"')
  steps.push('cd "$ROOT"', `exec chroot --userspec=${user} "$ROOT" "$@"`)
  const program = [...(entrypoint ?? image.entrypoint), ...given]
  const done = spawnSync(
    'unshare',
    ['--mount', '--propagation', 'private', 'sh', '-euc', steps.join('\n'), 'sh', ...program],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        ...image.env,
        ...env,
        ROOT: root,
      },
    },
  )
  process.exitCode = done.status ?? 125
}

if (command === 'login') readFileSync(0)
else if (command === 'run') run()
else throw new Error(`docker has no ${command} here`)
