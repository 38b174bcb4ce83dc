import { expect, test } from './fixtures'

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
        const told = await work()
        // The binding of the fallback window answers with a text, which its bridge reads.
        const answer = (typeof told === 'string' ? JSON.parse(told) : told) as
          { ok: boolean; error?: { code: string } } | undefined
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

test('no way to run a text as a script is open', async ({ page, app }) => {
  const outcome = await page.evaluate(async () => {
    // In a task of its own: what a debugger evaluates is free of the policy.
    await new Promise((resolve) => setTimeout(resolve, 0))
    const marker = window as unknown as { hit?: string[] }
    marker.hit = []
    const reported: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      reported.push(effectiveDirective)
    })
    const code = (name: string) => `window.hit.push(${JSON.stringify(name)})`
    const host = document.createElement('div')
    document.body.append(host)
    interface Made {
      html(text: string): string
      script(text: string): string
      address(text: string): string
    }
    const plain: Made = { html: (text) => text, script: (text) => text, address: (text) => text }
    // Trusted Types stop a plain text; a script in the page may make a policy that vouches for it.
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): Record<string, (text: string) => string> }
    }
    const policy = trustedTypes.createPolicy('attack', {
      createHTML: (text: string) => text,
      createScript: (text: string) => text,
      createScriptURL: (text: string) => text,
    })
    const vouchedFor: Made = {
      html: (text) => policy.createHTML!(text),
      script: (text) => policy.createScript!(text),
      address: (text) => policy.createScriptURL!(text),
    }
    const attemptsWith = (made: Made): Record<string, () => unknown> => ({
      eval: () => Reflect.apply(window.eval, null, [made.script(code('eval'))]) as unknown,
      Function: () => {
        ;(Reflect.construct(Function, [made.script(code('Function'))]) as () => void)()
      },
      timer: () => setTimeout(made.script(code('timer')) as unknown as () => void),
      innerHTML: () => (host.innerHTML = made.html(`<img src=x onerror='${code('innerHTML')}'>`)),
      insertAdjacentHTML: () => {
        host.insertAdjacentHTML('beforeend', made.html(`<svg onload='${code('svg')}'>`))
      },
      write: () => {
        const frame = document.createElement('iframe')
        host.append(frame)
        const page = frame.contentDocument as unknown as { write: (text: string) => void }
        page.write(made.html(`<script>parent.${code('write').replace('window.', '')}</script>`))
      },
      'inline script': () => {
        const script = document.createElement('script')
        script.text = made.script(code('inline script'))
        host.append(script)
      },
      'data script': () => {
        const script = document.createElement('script')
        script.src = made.address(`data:text/javascript,${code('data script')}`)
        host.append(script)
      },
      'event attribute': () => {
        host.setAttribute('onclick', made.script(code('event attribute')))
        host.click()
      },
      'javascript link': () => {
        const link = document.createElement('a')
        link.href = `javascript:${code('javascript link')}`
        host.append(link)
        link.click()
      },
      'blob worker': () => new Worker(made.address(URL.createObjectURL(new Blob([code('worker')])))),
      'data import': () =>
        import(/* @vite-ignore */ `data:text/javascript,${code('data import')}`) as Promise<unknown>,
      srcdoc: () => {
        const frame = document.createElement('iframe')
        frame.setAttribute('srcdoc', made.html(`<script>parent.hit.push('srcdoc')</script>`))
        host.append(frame)
      },
      'blob import': () =>
        import(
          /* @vite-ignore */ URL.createObjectURL(new Blob([code('blob')], { type: 'text/javascript' }))
        ) as Promise<unknown>,
      'data worker': () => new Worker(made.address(`data:text/javascript,${code('data worker')}`)),
      'module of WebAssembly': () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
      'script of an SVG': () => {
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
        const script = document.createElementNS('http://www.w3.org/2000/svg', 'script')
        script.textContent = made.script(code('script of an SVG'))
        svg.append(script)
        host.append(svg)
      },
      'markup that is parsed': () => {
        const parsed = new DOMParser().parseFromString(
          made.html(`<img src=x onerror='${code('parsed')}'>`),
          'text/html',
        )
        host.append(...parsed.body.children)
      },
      'attribute by name': () => {
        const image = new Image()
        image.setAttribute('onerror', made.script(code('attribute by name')))
        image.src = 'x'
        host.append(image)
      },
      'style element': () => {
        const style = document.createElement('style')
        style.textContent = 'body { display: none }'
        host.append(style)
      },
      'own address': () => fetch('/index.html'),
      'service worker': () => navigator.serviceWorker.register(made.address('/sw.js')),
    })
    const attempts = [plain, vouchedFor].flatMap((made) => Object.entries(attemptsWith(made)))
    const succeeded: string[] = []
    for (const [name, attempt] of attempts) {
      try {
        const result: unknown = await attempt()
        if (
          ['own address', 'data import', 'blob import', 'module of WebAssembly', 'eval', 'Function'].includes(
            name,
          )
        ) {
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
    const shown = getComputedStyle(document.body).display
    const tried = attempts.length
    return { hit: marker.hit, succeeded, workers: workers.length, shown, reported, tried }
  })
  const { reported, tried, ...result } = outcome
  expect(result).toEqual({ hit: [], succeeded: [], workers: 0, shown: 'block' })
  // What was stopped was stopped by the policy, which says so.
  expect(new Set(reported)).toEqual(
    new Set(['script-src', 'script-src-elem', 'script-src-attr', 'style-src-elem', 'worker-src', 'connect-src', 'require-trusted-types-for']), // prettier-ignore
  )
  test.info().annotations.push({ type: 'count', description: `ways to run a text: ${String(tried)}` })
  expect(app.page.url()).toMatch(/^crossview:\/\/app\/|^https:\/\/crossview\.invalid\//)
})
