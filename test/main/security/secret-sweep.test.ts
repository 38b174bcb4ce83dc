import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { temporaryFolder } from '../../support/profiles'
import { canarySecret, filesIn, findMarked, processes, sweep } from '../../support/secret-sweep'

/** The positive control of the sweep that the end-to-end specs end with: a planted secret is found. */

const secret = (): string => `s3cr+t/&"${randomUUID()}`

const LEAKS: Readonly<Record<string, (secret: string) => Buffer | string>> = {
  'as it is': (value) => `client_secret=${value}`,
  'in JSON': (value) => JSON.stringify({ value }),
  'in a form': (value) => new URLSearchParams({ client_secret: value }).toString(),
  'in an address': (value) => `https://x/?s=${encodeURIComponent(value)}`,
  'as UTF-16': (value) => Buffer.from(`xx${value}`, 'utf16le'),
  'in hexadecimal': (value) => Buffer.from(value).toString('hex'),
  'as base64': (value) => Buffer.from(value).toString('base64'),
  'in basic credentials': (value) => `Basic ${Buffer.from(`client:${value}`).toString('base64')}`,
  'in base64url after something': (value) => Buffer.from(`ab${value}cd`).toString('base64url'),
  'in markup': (value) => `<p>${value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}</p>`,
}

describe('a planted secret is found', () => {
  it.each(Object.keys(LEAKS))('%s', (name) => {
    const value = secret()
    const leak = LEAKS[name]?.(value) ?? ''
    expect(sweep({ clean: 'nothing here', leak }, [secret(), value])).toEqual(['leak'])
  })

  it.each(Object.keys(LEAKS))('by the mark that all secrets of tests begin with, %s', (name) => {
    const leak = LEAKS[name]?.(canarySecret()) ?? ''
    expect(findMarked('the positive control', { clean: 'nothing here', leak })).toEqual(['leak'])
  })

  it('in every secret, code and token of a demo tenant', async () => {
    const demo = await startDemo('healthy')
    onTestFinished(() => demo.close())
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: demo.app.clientId,
      client_secret: demo.app.secret,
      scope: 'all',
    })
    const answer = await fetch(`${demo.url}/auth/token`, { method: 'POST', body: form })
    const token = await answer.text()
    const sides = Object.fromEntries(
      [demo.app, demo.agent, demo.inspector].map(({ secret }, side) => [side, secret]),
    )
    expect(token).toContain('access_token')
    expect(findMarked('the positive control', { ...sides, token })).toEqual(['0', '1', '2', 'token'])
  })

  it('in a folder of a test, which fails that test then', async () => {
    let end = () => Promise.resolve()
    const folder = temporaryFolder((cleanUp) => (end = cleanUp))
    await writeFile(path.join(folder, 'log.txt'), `token ${canarySecret()}`)
    await expect(end()).rejects.toThrow()
    expect(existsSync(folder)).toBe(false)
  })

  it('in a file however deep, and in its name', async () => {
    const folder = temporaryFolder()
    const value = randomUUID()
    await mkdir(path.join(folder, 'a/b'), { recursive: true })
    await writeFile(path.join(folder, 'a/b/log.txt'), `token ${value}`)
    await writeFile(path.join(folder, `${value}.json`), '{}')
    await writeFile(path.join(folder, 'clean'), 'clean')
    expect(
      sweep(await filesIn(folder), [value])
        .map((file) => path.relative(folder, file))
        .sort(),
    ).toEqual([`${value}.json`, path.join('a', 'b', 'log.txt')].sort())
  })

  it('in the arguments and the environment of a process', { tags: 'procfs' }, async () => {
    const [argument, variable] = [randomUUID(), randomUUID()]
    const child = spawn('cat', ['-', argument], {
      env: { LEAK: variable },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.once('spawn', resolve))
    const own = `/proc/${String(child.pid)}/`
    expect(sweep(await processes(), [argument])).toContain(`${own}cmdline`)
    expect(sweep(await processes(), [variable])).toContain(`${own}environ`)
  })
})
