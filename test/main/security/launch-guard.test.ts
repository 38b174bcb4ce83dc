import { describe, expect, it } from 'vitest'
import { launchFaults, switchesOf } from '../../../src/main/security/launch-guard'

const faults = (env: Record<string, string>, argv: readonly string[] = []) =>
  launchFaults({ env, switches: switchesOf(argv) })

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
  ])('is refused with a switch that lays secrets open: %s', (argument) => {
    expect(faults({}, [argument])).toHaveLength(1)
  })

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
