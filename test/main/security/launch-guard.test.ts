import { describe, expect, it } from 'vitest'
import { launchFaults, switchesOf } from '../../../src/main/security/launch-guard'

const faults = (
  env: Record<string, string>,
  argv: readonly string[] = [],
  platform: NodeJS.Platform = 'linux',
) => launchFaults({ env, switches: switchesOf(argv, platform) })

describe('a start', () => {
  it('is fine as people usually start it', () => {
    expect(faults({}, ['--no-sandbox', 'file.csv', '-x', '--'])).toEqual([])
    expect(faults({ NODE_OPTIONS: '--max-old-space-size=4096 --enable-source-maps' })).toEqual([])
    expect(faults({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([])
  })

  it.each([
    '--inspect',
    '--inspect=9229',
    '--inspect-brk',
    '--remote-debugging-port=9222',
    '--REMOTE-debugging-port=9222',
    '-remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--load-extension=/tmp/x',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--ssl-key-log-file=/tmp/keys',
    '--renderer-cmd-prefix=xterm',
    '--js-flags=--allow-natives-syntax',
    '--log-net-log=/tmp/log',
    '--no-zygote',
    '--single-process',
    '--gpu-launcher=xterm',
    '--utility-cmd-prefix=xterm',
    '--zygote-cmd-prefix=xterm',
    '--browser-subprocess-path=/tmp/x',
  ])('is refused with a switch that lays secrets open, and names it: %s', (argument) => {
    const [, name] = /^-+([A-Za-z-]+)/.exec(argument)!
    expect(faults({}, ['file.csv', argument])).toEqual([
      expect.stringContaining(`The switch --${name!.toLowerCase()} would lay`),
    ])
  })

  it('is fine with a file whose name looks like a switch', () => {
    expect(faults({}, ['report--inspect', '--file=--inspect', 'x', '/inspect', '--', '-'])).toEqual([])
  })

  it.each(['/inspect', '/Remote-Debugging-Port=9222', '--inspect', '-inspect'])(
    'is refused on Windows with a switch in any of its forms: %s',
    (argument) => {
      expect(faults({}, [argument], 'win32')).toHaveLength(1)
      expect(faults({}, ['C:/inspect', 'C:\\inspect', '//inspect', 'a/inspect'], 'win32')).toEqual([])
    },
  )

  it.each([
    '--tls-keylog=/tmp/keys',
    '--require x --tls-min-v1.0',
    '--inspect',
    '--inspect-brk=0.0.0.0:1',
    '"--tls-keylog=/tmp/k"',
  ])('is refused with an option of Node that does: %s', (options) => {
    expect(faults({ NODE_OPTIONS: options }).join()).toContain('NODE_OPTIONS')
  })

  it('is refused where certificates would not be checked, by name and with what to do', () => {
    const [fault] = faults({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    expect(fault).toContain('NODE_TLS_REJECT_UNAUTHORIZED')
    expect(fault).toContain('CA file')
  })
})
