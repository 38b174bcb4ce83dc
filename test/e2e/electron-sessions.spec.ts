import { electronPermissions, PERMISSION_USES } from '../support/permission-names'
import { expect, test } from './fixtures'

/**
 * security-measurements.md B8 in the main process: what it answers when a page asks, in every session there is or
 * will be. The report prints in a session of its own.
 */

test('main says no to every permission, device and screen, by name and in any session', async ({ app }) => {
  const { electron } = app
  if (electron === null) throw new Error('This spec needs Electron')
  const names = electronPermissions()
  expect(names.length).toBeGreaterThan(30)
  const answers = await electron.evaluate(async ({ app: main }, permissions) => {
    const handlers: Record<string, (...args: unknown[]) => unknown> = {}
    const events: string[] = []
    // Main’s own listener hardens a session that only remembers what it was given.
    const recorder = new Proxy(
      {},
      {
        get: (_target, name) => {
          if (name === 'protocol') return { handle: () => undefined }
          if (name === 'getPreloads') return () => []
          if (name === 'webRequest')
            return { onBeforeRequest: (rule: () => unknown) => (handlers.request = rule) }
          if (name === 'on')
            return (event: string, listener: () => unknown) => {
              events.push(event)
              handlers[event] = listener
            }
          return (handler: () => unknown) => (handlers[String(name)] = handler)
        },
      },
    )
    main.emit('session-created', recorder)
    const asked = (permission: string) =>
      new Promise((resolve) => handlers.setPermissionRequestHandler!(null, permission, resolve, {}))
    const allowed: string[] = []
    for (const permission of permissions) {
      if ((await asked(permission)) !== false) allowed.push(`asked: ${permission}`)
      if (handlers.setPermissionCheckHandler!(null, permission, 'crossview://app', {}) !== false)
        allowed.push(`checked: ${permission}`)
    }
    for (const deviceType of ['hid', 'serial', 'usb', 'bluetooth'])
      if (handlers.setDevicePermissionHandler!({ deviceType, device: {} }) !== false) allowed.push(deviceType)
    let prevented = false
    handlers['will-download']!({ preventDefault: () => (prevented = true) })
    const cut = (url: string) => new Promise((resolve) => handlers.request!({ url }, resolve))
    return {
      allowed,
      screen: await new Promise((resolve) => handlers.setDisplayMediaRequestHandler!({}, resolve)),
      prevented,
      ours: await cut('crossview://app/index.html'),
      others: await Promise.all(
        ['https://example.test/', 'crossview://app.evil/', 'file:///etc/passwd', 'ws://127.0.0.1/'].map(cut),
      ),
    }
  }, names)
  expect(answers).toEqual({
    allowed: [],
    screen: null,
    prevented: true,
    ours: { cancel: false },
    others: [{ cancel: true }, { cancel: true }, { cancel: true }, { cancel: true }],
  })
  test.info().annotations.push({
    type: 'count',
    description: `permissions refused by main, asked and checked: ${String(names.length * 2)}`,
  })
})

test('a page in a new session gets no permission either, though no policy of its own forbids it', async ({
  app,
}) => {
  const { electron } = app
  if (electron === null) throw new Error('This spec needs Electron')
  const ask = (isHardened: boolean) =>
    electron.evaluate(
      async ({ BrowserWindow, session }, [hardened, uses]) => {
        const own = session.fromPartition(`asking-${String(hardened)}`)
        if (!hardened) {
          own.setPermissionRequestHandler(null)
          own.setPermissionCheckHandler(null)
        }
        // A secure page of our own scheme, with neither policy: what main says is all that is left.
        own.protocol.handle(
          'crossview',
          () => new Response('<title>Asking</title>', { headers: { 'Content-Type': 'text/html' } }),
        )
        const window = new BrowserWindow({ show: true, webPreferences: { session: own, sandbox: true } })
        await window.loadURL('crossview://app/index.html')
        const got: string[] = []
        for (const [name, use] of Object.entries(uses)) {
          const outcome = (await window.webContents.executeJavaScript(
            `Promise.race([(async () => (${use})())(), new Promise((_, no) => setTimeout(no, 3000))]).then((got) => got !== undefined && got !== false, () => false)`,
            true,
          )) as boolean
          if (outcome) got.push(name)
        }
        window.destroy()
        return got
      },
      [
        isHardened,
        Object.fromEntries(Object.entries(PERMISSION_USES).map(([name, use]) => [name, use.toString()])),
      ] as const,
    )
  expect(await ask(true)).toEqual([])
  // The control: Electron itself, unasked, gives some of them to any page.
  const unasked = await ask(false)
  expect(unasked.length).toBeGreaterThan(2)
})
