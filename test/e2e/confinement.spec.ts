import { expect, test, type RunningApp } from './fixtures'

/** What a script could try that got into the page all the same. */

test('no other frame may ask anything', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const results: string[] = []
    for (const source of ['about:blank', null]) {
      const frame = document.createElement('iframe')
      if (source !== null) frame.src = source
      document.body.append(frame)
      const found = (name: string): unknown => Reflect.get(frame.contentWindow ?? {}, name)
      const bridge = found('crossview') as Window['crossview'] | undefined
      const binding = found('__crossviewRequest') as
        ((channel: string, input: unknown) => Promise<unknown>) | undefined
      const outcome = async (work: () => Promise<unknown> | undefined): Promise<string> => {
        const answer = (await work()) as { ok: boolean; error?: { code: string } } | undefined
        return answer === undefined
          ? 'nothing to ask with'
          : answer.ok
            ? 'answered'
            : (answer.error?.code ?? '')
      }
      results.push(await outcome(() => bridge?.profiles.list()))
      results.push(await outcome(() => binding?.('profiles:list', undefined)))
      frame.remove()
    }
    return results
  })
  expect(answers.filter((each) => !['FORBIDDEN_SENDER', 'nothing to ask with'].includes(each))).toEqual([])
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

test('no way to run a text as a script, or to reach the network, is open', async ({ page, app }) => {
  const asked: string[] = []
  page.on('response', (response) => asked.push(response.url()))
  const outcome = await page.evaluate(async () => {
    // In a task of its own: what a debugger evaluates is free of the policy.
    await new Promise((resolve) => setTimeout(resolve, 0))
    const marker = window as unknown as { hit?: string[] }
    marker.hit = []
    const code = (name: string) => `window.hit.push(${JSON.stringify(name)})`
    const host = document.createElement('div')
    document.body.append(host)
    const attempts: Record<string, () => unknown> = {
      eval: () => Reflect.apply(window.eval, null, [code('eval')]) as unknown,
      Function: () => {
        ;(Reflect.construct(Function, [code('Function')]) as () => void)()
      },
      timer: () => setTimeout(code('timer') as unknown as () => void),
      innerHTML: () => (host.innerHTML = `<img src=x onerror='${code('innerHTML')}'>`),
      insertAdjacentHTML: () => {
        host.insertAdjacentHTML('beforeend', `<svg onload='${code('svg')}'>`)
      },
      write: () => {
        const page = document as unknown as { write: (text: string) => void }
        page.write(`<script>${code('write')}</script>`)
      },
      'inline script': () => {
        const script = document.createElement('script')
        script.textContent = code('inline script')
        host.append(script)
      },
      'data script': () => {
        const script = document.createElement('script')
        script.src = `data:text/javascript,${code('data script')}`
        host.append(script)
      },
      'event attribute': () => {
        host.setAttribute('onclick', code('event attribute'))
        host.click()
      },
      'javascript link': () => {
        const link = document.createElement('a')
        link.href = `javascript:${code('javascript link')}`
        host.append(link)
        link.click()
      },
      'blob worker': () => new Worker(URL.createObjectURL(new Blob([code('worker')]))),
      'data import': () =>
        import(/* @vite-ignore */ `data:text/javascript,${code('data import')}`) as Promise<unknown>,
      srcdoc: () => {
        const frame = document.createElement('iframe')
        frame.setAttribute('srcdoc', `<script>parent.hit.push('srcdoc')</script>`)
        host.append(frame)
      },
      image: () => Object.assign(new Image(), { src: 'https://example.test/i.png' }),
      style: () => {
        const sheet = document.createElement('link')
        sheet.rel = 'stylesheet'
        sheet.href = 'https://example.test/s.css'
        host.append(sheet)
      },
      fetch: () => fetch('https://example.test/f'),
      'own address': () => fetch('/index.html'),
      beacon: () => navigator.sendBeacon('https://example.test/b', 'x'),
      socket: () => new WebSocket('wss://example.test/w'),
      events: () => new EventSource('https://example.test/e'),
      form: () => {
        const form = document.createElement('form')
        form.action = 'https://example.test/form'
        form.method = 'post'
        host.append(form)
        form.submit()
      },
      'service worker': () => navigator.serviceWorker.register('/sw.js'),
    }
    const succeeded: string[] = []
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        const result: unknown = await attempt()
        if (['fetch', 'own address', 'data import', 'eval', 'Function'].includes(name)) {
          succeeded.push(`${name}: ${String(result)}`)
        }
      } catch {
        // Refused, as it should be.
      }
    }
    // Whatever was queued gets its turn.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
    host.remove()
    const workers = await navigator.serviceWorker.getRegistrations().catch(() => [])
    return { hit: marker.hit, succeeded, workers: workers.length }
  })
  expect(outcome).toEqual({ hit: [], succeeded: [], workers: 0 })
  expect(asked.filter((url) => url.includes('example.test'))).toEqual([])
  expect(app.page.url()).toMatch(/^crossview:\/\/app\/|^https:\/\/crossview\.invalid\//)
})

/**
 * What is in the window. In Electron main is asked: Playwright waits for a navigation that main
 * has stopped, and looks at nothing meanwhile.
 */
const shownIn = async ({ electron, page }: RunningApp) => {
  if (electron === null) {
    const heading = await page.evaluate(() => document.querySelector('h1')?.textContent)
    return { url: page.url(), heading, windows: page.context().pages().length }
  }
  const url = await page.evaluate(() => location.href)
  const heading = await page.evaluate(() => document.querySelector('h1')?.textContent)
  const windows = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  return { url, heading, windows }
}

const WAYS = {
  assign: () => {
    location.assign('https://example.test/')
  },
  replace: () => {
    location.replace('data:text/html,x')
  },
  file: () => {
    location.href = 'file:///etc/passwd'
  },
  meta: () => {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'refresh'
    meta.content = '0;url=https://example.test/'
    document.head.append(meta)
  },
  opened: () => {
    window.open('https://example.test/', '_self')
  },
  popup: () => {
    window.open('https://example.test/', '_blank', 'popup')
  },
} as const

for (const [name, way] of Object.entries(WAYS)) {
  test(`the window stays where it is: ${name}`, async ({ page, app }) => {
    const start = page.url()
    await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
    await page.evaluate(way)
    // A request to main and back: what was begun before it has been decided.
    expect(await page.evaluate(async () => (await window.crossview.app.info()).ok)).toBe(true)
    expect(await shownIn(app)).toMatchObject({ url: start, heading: 'Tenants', windows: 1 })
  })
}

test('no permission of the browser is granted', async ({ page }) => {
  const granted = await page.evaluate(async () => {
    const names = ['geolocation','notifications','camera','microphone','midi','persistent-storage','clipboard-read','payment-handler','idle-detection','background-sync','accelerometer','screen-wake-lock','window-management','local-fonts'] // prettier-ignore
    const states = await Promise.all(
      names.map(async (name) => {
        try {
          const { state } = await navigator.permissions.query({ name: name as PermissionName })
          return state === 'granted' ? name : null
        } catch {
          return null
        }
      }),
    )
    const works = async (name: string, use: () => Promise<unknown> | undefined) => {
      try {
        return (await use()) === undefined ? null : name
      } catch {
        return null
      }
    }
    return [
      ...states,
      await works('Accelerometer', () =>
        Promise.resolve(Reflect.construct(Reflect.get(window, 'Accelerometer') as () => void, []) as unknown),
      ),
      await works('getUserMedia', () => navigator.mediaDevices.getUserMedia({ audio: true })),
      await works(
        'position',
        () =>
          new Promise((resolve, reject) => {
            navigator.geolocation.getCurrentPosition(resolve, reject)
          }),
      ),
    ].filter((each) => each !== null)
  })
  // Two are for service workers, and there is none; of the third the state is always that, and its use refused.
  const harmless = ['background-sync', 'payment-handler', 'accelerometer']
  expect(granted.filter((name) => !harmless.includes(name))).toEqual([])
})
