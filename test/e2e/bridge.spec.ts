import { CHANNELS, PROGRESS_CHANNEL } from '../../src/shared/ipc/channels'
import { OVERWRITTEN, tamper, TRAPPED, type Tampering } from '../support/tampering'
import { expect, storeTenant, test } from './fixtures'

/** security-measurements.md section 2, items 3 and 20, and B5: the one bridge, seen from the page. */

/** CVE-2026-70601: from here on, Electron’s own bridge does not use the page’s `bind` any more. */
const FIRST_WITHOUT_BIND = 39

/** Requests and events. */
const MEMBERS = Object.values(CHANNELS).flatMap((group) => Object.keys(group)).length

test('the bridge is functions in plain objects and nothing else, and no argument picks a channel', async ({
  page,
  demo,
}) => {
  await storeTenant(page, await demo('healthy'), 'Still here')
  const found = await page.evaluate(
    async (channels) => {
      const odd: string[] = []
      const reached: string[] = []
      let functions = 0
      const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype
      const walk = (value: unknown, path: string): void => {
        if (typeof value === 'function') {
          functions += 1
          const own = Reflect.ownKeys(value).filter((key) => !['length', 'name', 'prototype', 'arguments', 'caller'].includes(String(key))) // prettier-ignore
          if (own.length > 0) odd.push(`${path} has ${own.map(String).join()}`)
          return
        }
        if (typeof value !== 'object' || value === null || !isPlain(value)) {
          odd.push(path)
          return
        }
        for (const key of Reflect.ownKeys(value)) {
          const descriptor = Object.getOwnPropertyDescriptor(value, key)!
          if (typeof key === 'symbol' || !('value' in descriptor)) odd.push(`${path}.${String(key)}`)
          else walk(descriptor.value, `${path}.${key}`)
        }
      }
      walk(window.crossview, 'crossview')
      type Method = (...input: unknown[]) => Promise<{ ok: boolean; error?: { code: string } }>
      for (const [group, methods] of Object.entries(window.crossview)) {
        for (const [name, method] of Object.entries(methods as Record<string, Method>)) {
          if (/^on[A-Z]/.test(name)) continue
          for (const channel of channels) {
            for (const input of [
              [channel],
              [{ channel }],
              [[channel]],
              [channel, undefined],
              [channel, {}],
            ]) {
              const answer = await method(...input)
              if (answer.error?.code !== 'INVALID_ARGUMENT') reached.push(`${group}.${name} by ${channel}`)
            }
          }
        }
      }
      const list = await window.crossview.profiles.list()
      return { odd, reached, functions, tenants: list.ok ? list.value.profiles.length : -1 }
    },
    ['profiles:removeAll', 'profiles:list', 'app:info', PROGRESS_CHANNEL, 'ELECTRON_BROWSER_REQUIRE'],
  )
  expect(found).toEqual({ odd: [], reached: [], functions: MEMBERS, tenants: 1 })
})

test('the bridge cannot be replaced or changed from the page', async ({ page }) => {
  const changed = await page.evaluate(async () => {
    const { crossview } = window
    const list: unknown = Reflect.get(crossview.profiles, 'list')
    const attempts: (() => unknown)[] = [
      () => Object.assign(window, { crossview: {} }),
      () => Object.defineProperty(window, 'crossview', { value: {} }),
      () => Reflect.deleteProperty(window, 'crossview'),
      () => Object.assign(crossview, { profiles: {} }),
      () => Object.assign(crossview.profiles, { list: () => 'mine' }),
      () => Object.defineProperty(crossview.profiles, 'list', { value: () => 'mine' }),
      () => Reflect.deleteProperty(crossview.profiles, 'list'),
      () => Reflect.setPrototypeOf(crossview.profiles, { extra: true }),
    ]
    for (const attempt of attempts) {
      try {
        attempt()
      } catch {
        // Refused, as it should be.
      }
    }
    const answer = await window.crossview.profiles.list()
    return {
      same: Reflect.get(window.crossview.profiles, 'list') === list,
      answered: answer.ok,
      extra: 'extra' in window.crossview.profiles,
    }
  })
  expect(changed).toEqual({ same: true, answered: true, extra: false })
})

test('who listens to progress gets plain data, one argument at a time, and never an event', async ({
  page,
}) => {
  const heard = await page.evaluate(async () => {
    const calls: { count: number; self: boolean; plain: boolean; phase: string }[] = []
    const isPlain = (value: unknown): boolean =>
      value === null ||
      ['string', 'number', 'boolean'].includes(typeof value) ||
      (typeof value === 'object' &&
        [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as never) &&
        Object.values(value).every(isPlain))
    const { comparison, app } = window.crossview
    const [scenario] = await app.demoScenarios().then((answer) => (answer.ok ? answer.value : []))
    await new Promise<void>((resolve, reject) => {
      const stop = comparison.onProgress(function (this: unknown, ...args: unknown[]) {
        const [progress] = args as [{ phase: string }]
        // What it is called on is its own world’s, or nothing.
        calls.push({ count: args.length, self: this !== undefined && !(this instanceof Object), plain: isPlain(progress), phase: progress.phase }) // prettier-ignore
        if (progress.phase === 'done') resolve()
        if (progress.phase === 'failed') reject(new Error('The comparison failed'))
      })
      void comparison.start({
        target: { kind: 'demo', scenario: scenario!.name },
        title: 'Told',
        resources: ['tickets'],
      })
      Reflect.set(window, 'stop', stop)
    })
    return calls
  })
  expect(heard.at(-1)?.phase).toBe('done')
  expect(heard.filter(({ count, self, plain }) => count !== 1 || self || !plain)).toEqual([])
})

test('a page that overwrites the language gets the same answers, and nothing from behind the bridge', async ({
  page,
  app,
}) => {
  await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  const major =
    app.electron === null
      ? Infinity
      : await app.electron.evaluate(() => Number.parseInt(process.versions.electron, 10))
  const tries = OVERWRITTEN.flatMap(
    (path) =>
      [
        [path, 'watched'],
        [path, 'broken'],
      ] as const,
  ).filter(
    // The test runtime is older, and its page crashes itself there.
    ([path, mode]) => path !== 'Function.prototype.bind' || mode === 'watched' || major >= FIRST_WITHOUT_BIND,
  )
  const tampering: Tampering = { tries, traps: TRAPPED }
  const { outcomes, foreign, seen } = await page.evaluate(tamper, tampering)
  expect(foreign).toEqual([])
  expect(seen).toBeGreaterThan(10)
  const kinds = Object.entries(outcomes)
  expect(kinds.length).toBe(tries.length + TRAPPED.length)
  expect(kinds.filter(([, outcome]) => outcome === 'other')).toEqual([])
  // In the browser window the bridge lives in the page’s own world: a page that breaks its own
  // language gets no answer there. It never gets another one.
  const unanswered = kinds.filter(([, outcome]) => outcome === 'none').map(([name]) => name)
  if (app.electron !== null) expect(unanswered).toEqual([])
  else expect(unanswered.filter((name) => name.endsWith('watched'))).toEqual([])
  expect(await page.evaluate(async () => (await window.crossview.profiles.list()).ok)).toBe(true)
  test.info().annotations.push({
    type: 'count',
    description: `ways to overwrite the language under the bridge: ${String(kinds.length)}`,
  })
})

test('a page whose language was overwritten before its own scripts ran still works', async ({
  page,
  app,
}) => {
  await page.addInitScript((paths) => {
    const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect
    const texts: string[] = []
    Reflect.set(window, 'overheard', texts)
    for (const path of paths) {
      const names = path.split('.')
      const key = names.pop()!
      let holder: object = window
      for (const name of names) holder = (holder as Record<string, object>)[name]!
      const before = getOwnPropertyDescriptor(holder, key)!
      const original = before.value as (...args: unknown[]) => unknown
      defineProperty(holder, key, {
        ...before,
        value: function (this: unknown, ...args: unknown[]): unknown {
          for (let index = 0; index < args.length; index += 1) {
            const value = args[index]
            if (typeof value === 'string') texts[texts.length] = value
          }
          return apply<unknown, unknown[], unknown>(original, this, args)
        },
      })
    }
  }, ['Array.prototype.push', 'Array.prototype.concat', 'Promise.prototype.then', 'Function.prototype.call', 'Function.prototype.apply', 'JSON.stringify', 'Map.prototype.get', 'Object.keys']) // prettier-ignore
  await page.reload()
  await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  const { answered, overheard, channels } = await page.evaluate(async () => {
    const { ok } = await window.crossview.profiles.list()
    const texts = Reflect.get(window, 'overheard') as string[]
    return {
      answered: ok,
      overheard: texts.length,
      channels: texts.filter((text) => /^[a-z]+:[a-zA-Z]+$/.test(text)),
    }
  })
  expect(answered).toBe(true)
  expect(overheard).toBeGreaterThan(0)
  // Behind Electron’s bridge is another world, whose channel names never come to the page.
  if (app.electron !== null) expect(channels).toEqual([])
})
