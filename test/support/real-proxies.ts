import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { eventually } from './eventually'

/** Debian's squid and tinyproxy, each on a port and in a folder of its own. */
export interface RealProxy {
  readonly port: number
  /** What it wrote of requests. */
  log(): string
  close(): Promise<void>
}

interface RealProxyOptions {
  /** In the system's temporary folder itself: started by root, squid goes on as a user who enters no folder of root's. */
  readonly folder: string
  readonly signIn?: { readonly name: string; readonly password: string }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  server.close()
  await once(server, 'close')
  return port
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })

const run = async (
  program: string,
  args: readonly string[],
  port: number,
  logs: readonly string[],
): Promise<RealProxy> => {
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore' })
  const ended = once(child, 'exit')
  await eventually(async () => {
    if (child.exitCode === null && !(await listens(port))) throw new Error(`${program} does not listen yet`)
  })
  if (child.exitCode !== null) throw new Error(`${program} ended: ${logs.map(textOf).join('\n')}`)
  return {
    port,
    log: () => logs.map(textOf).join('\n'),
    close: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** @param hosts names that it finds on this machine */
export const startSquid = async (
  { folder, signIn }: RealProxyOptions,
  hosts: readonly string[],
): Promise<RealProxy> => {
  const port = await freePort()
  const file = (name: string) => path.join(folder, name)
  mkdirSync(folder, { recursive: true })
  // Started by root it goes on as a user of its own.
  chmodSync(folder, 0o777)
  writeFileSync(file('hosts'), hosts.map((name) => `127.0.0.1 ${name}\n`).join(''))
  if (signIn !== undefined) {
    const { stdout } = spawnSync('openssl', ['passwd', '-apr1', '-stdin'], {
      input: signIn.password,
      encoding: 'utf8',
    })
    writeFileSync(file('passwords'), `${signIn.name}:${stdout}`)
  }
  const access =
    signIn === undefined
      ? ['http_access allow all']
      : [
          `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${file('passwords')}`,
          'auth_param basic realm Office',
          'acl known proxy_auth REQUIRED',
          'http_access allow known',
          'http_access deny all',
        ]
  writeFileSync(
    file('squid.conf'),
    [
      `http_port 127.0.0.1:${port}`,
      `hosts_file ${file('hosts')}`,
      ...access,
      `pid_filename ${file('squid.pid')}`,
      `cache_log ${file('cache.log')}`,
      `access_log stdio:${file('access.log')}`,
      `coredump_dir ${folder}`,
      'cache deny all',
      'cache_mem 1 MB',
      'pinger_enable off',
      'shutdown_lifetime 0 seconds',
      '',
    ].join('\n'),
  )
  return run('/usr/sbin/squid', ['-N', '-f', file('squid.conf')], port, [
    file('access.log'),
    file('cache.log'),
  ])
}

/** @param upstream port of a proxy on this machine that it asks in its turn: it finds names by the system's resolver only */
export const startTinyproxy = async (
  { folder, signIn }: RealProxyOptions,
  upstream: number,
): Promise<RealProxy> => {
  const port = await freePort()
  mkdirSync(folder, { recursive: true })
  const log = path.join(folder, 'tinyproxy.log')
  const settings = path.join(folder, 'tinyproxy.conf')
  writeFileSync(
    settings,
    [
      `Port ${port}`,
      'Listen 127.0.0.1',
      'Timeout 60',
      'MaxClients 20',
      `LogFile "${log}"`,
      'LogLevel Connect',
      `Upstream http 127.0.0.1:${upstream}`,
      ...(signIn === undefined ? [] : [`BasicAuth ${signIn.name} ${signIn.password}`]),
      '',
    ].join('\n'),
  )
  return run('/usr/bin/tinyproxy', ['-d', '-c', settings], port, [log])
}
