/** Every way that a page, or a hand on mouse and keyboard, has to lead the window elsewhere. */

/** Runs in the page, with the address of a server that counts its requests. */
type ScriptedWay = (target: string) => unknown

/** By script: each is sent to the page as text, so it may use nothing from outside itself. */
export const SCRIPTED_WAYS: Readonly<Record<string, ScriptedWay>> = {
  'location.assign': (target) => location.assign(target),
  'location.replace': (target) => location.replace(target),
  'location.href': (target) => (location.href = target),
  'a server that redirects': (target) => location.assign(`${target}/redirect`),
  'the Navigation API': (target) => {
    const { navigation } = window as unknown as { navigation?: { navigate(url: string): unknown } }
    return navigation?.navigate(target)
  },
  'another file of our own': () => location.assign('/index.html?other'),
  'a file of our own that is not there': () => location.assign('/none.html'),
  'another host of our own scheme': () => location.assign(`${location.protocol}//evil/index.html`),
  'a host that begins like ours': () => location.assign(`${location.protocol}//${location.host}.evil/`),
  'file:': () => location.assign('file:///etc/passwd'),
  'data:': () => location.assign('data:text/html,<h1>Elsewhere</h1>'),
  'javascript:': () => location.assign('javascript:document.body.textContent="Elsewhere"'),
  'view-source:': (target) => location.assign(`view-source:${target}`),
  'chrome:': () => location.assign('chrome://gpu'),
  'devtools:': () => location.assign('devtools://devtools/bundled/inspector.html'),
  'mailto:': () => location.assign('mailto:somebody@example.test'),
  'a scheme of another program': () => location.assign('ms-settings:privacy'),
  'meta refresh': (target) => {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'refresh'
    meta.content = `0;url=${target}`
    document.head.append(meta)
    meta.remove()
  },
  'base address and a relative link': (target) => {
    const base = document.createElement('base')
    base.href = target
    document.head.append(base)
    const link = document.createElement('a')
    link.href = '/elsewhere'
    document.body.append(link)
    link.click()
    link.remove()
    base.remove()
  },
  'a link that is clicked by script': (target) => {
    const link = Object.assign(document.createElement('a'), { href: target })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'a link to a new window': (target) => {
    const link = Object.assign(document.createElement('a'), { href: target, target: '_blank' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'a link to a named window': (target) => {
    const link = Object.assign(document.createElement('a'), { href: target, target: 'named' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'a link that downloads': (target) => {
    const link = Object.assign(document.createElement('a'), { href: target, download: 'x.html' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'a download of data': () => {
    const link = Object.assign(document.createElement('a'), { href: 'data:text/plain,x', download: 'x.txt' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'a link with a ping': (target) => {
    const link = Object.assign(document.createElement('a'), { href: '#', ping: `${target}/ping` })
    document.body.append(link)
    link.click()
    link.remove()
    history.replaceState(null, '', location.pathname)
  },
  'an image map': (target) => {
    const area = Object.assign(document.createElement('area'), { href: target })
    document.body.append(area)
    area.click()
    area.remove()
  },
  'a link in an SVG': (target) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    const link = document.createElementNS('http://www.w3.org/2000/svg', 'a')
    link.setAttribute('href', target)
    svg.append(link)
    document.body.append(svg)
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    svg.remove()
  },
  'window.open': (target) => window.open(target),
  'window.open in place': (target) => window.open(target, '_self'),
  'window.open at the top': (target) => window.open(target, '_top'),
  'window.open of the parent': (target) => window.open(target, '_parent'),
  'window.open by name': (target) => window.open(target, 'named'),
  'window.open as a popup': (target) => window.open(target, '_blank', 'popup,width=200,height=200'),
  'window.open without an opener': (target) => window.open(target, '_blank', 'noopener,noreferrer'),
  'window.open of nothing': () => window.open(),
  'window.open of our own page': () => window.open(location.href),
  'window.open of data:': () => window.open('data:text/html,x'),
  'window.open of javascript:': () => window.open('javascript:1'),
  'window.open of file:': () => window.open('file:///etc/passwd'),
  'window.open of a blob:': () => window.open(URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))),
  'document.open': (target) => {
    const { open } = document as unknown as { open: (...args: string[]) => unknown }
    return open.call(document, target, 'named', '')
  },
  'a form that gets': (target) => {
    const form = Object.assign(document.createElement('form'), { action: target })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'a form that posts': (target) => {
    const form = Object.assign(document.createElement('form'), { action: target, method: 'post' })
    document.body.append(form)
    form.requestSubmit()
    form.remove()
  },
  'a form to a new window': (target) => {
    const form = Object.assign(document.createElement('form'), { action: target, target: '_blank' })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'a button with an address of its own': (target) => {
    const form = document.createElement('form')
    const button = Object.assign(document.createElement('button'), { formAction: target, formMethod: 'post' })
    form.append(button)
    document.body.append(form)
    button.click()
    form.remove()
  },
  'a form that posts to ourselves': () => {
    const form = Object.assign(document.createElement('form'), { action: location.href, method: 'post' })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'a frame': (target) => {
    const frame = Object.assign(document.createElement('iframe'), { src: target })
    document.body.append(frame)
    frame.remove()
  },
  'a frame that leads the top': (target) => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inner = frame.contentDocument!
    const link = Object.assign(inner.createElement('a'), { href: target, target: '_top' })
    inner.body.append(link)
    link.click()
    frame.contentWindow!.open(target, '_top')
    frame.remove()
  },
  'a frame’s form that leads the top': (target) => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inner = frame.contentDocument!
    const form = Object.assign(inner.createElement('form'), { action: target, target: '_top' })
    inner.body.append(form)
    form.submit()
    frame.remove()
  },
  'a frame of text': () => {
    const frame = document.createElement('iframe')
    frame.setAttribute('srcdoc', '<meta http-equiv="refresh" content="0;url=javascript:top.location=1">')
    document.body.append(frame)
    frame.remove()
  },
  'an object': (target) => {
    const object = Object.assign(document.createElement('object'), { data: target })
    document.body.append(object)
    object.remove()
  },
  'a webview': (target) => {
    const view = document.createElement('webview')
    view.setAttribute('src', target)
    document.body.append(view)
    view.remove()
  },
  'history.back': () => history.back(),
  'history.forward': () => history.forward(),
  'history.go': () => history.go(-2),
  'history of another origin': (target) => {
    try {
      history.pushState(null, '', target)
    } catch {
      // Refused, as it should be.
    }
  },
}

/** To pages that need no loading, which a browser shows before anybody can say no: the app is put back. */
export const PUT_BACK_WAYS: Readonly<Record<string, ScriptedWay>> = {
  'about:blank': () => location.assign('about:blank'),
  'window.open of about:blank in place': () => window.open('about:blank', '_self'),
  'blob:': () => location.assign(URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))),
  'history.back to any of them': () => history.back(),
}
/** Electron asks main about these in time. */
export const STOPPED_IN_ELECTRON: ReadonlySet<string> = new Set(['blob:'])

/** By hand: how a link is clicked with the mouse. */
export const CLICKS = {
  'a click': { button: 'left', keys: [] },
  'a middle click': { button: 'middle', keys: [] },
  'a click with Ctrl': { button: 'left', keys: ['Control'] },
  'a click with Shift': { button: 'left', keys: ['Shift'] },
  'a click with Ctrl and Shift': { button: 'left', keys: ['Control', 'Shift'] },
  'a click with Alt': { button: 'left', keys: ['Alt'] },
  'a middle click with Shift': { button: 'middle', keys: ['Shift'] },
} as const

/** Keys that lead elsewhere, reload or open something in a browser. */
export const KEYS = ['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Control+n', 'Control+t', 'Control+o', 'Control+l', 'Control+u', 'F12', 'Control+Shift+i', 'Control+Shift+j'] as const // prettier-ignore

/** What is dropped onto the window: `%target` stands for the server, `%file` for a file. */
export const DROPS = {
  'a file': { items: [], files: ['%file'] },
  'an address': { items: [{ mimeType: 'text/uri-list', data: '%target' }], files: [] },
  'an address as text': { items: [{ mimeType: 'text/plain', data: '%target' }], files: [] },
  'a link as markup': {
    items: [
      { mimeType: 'text/html', data: '<a href="%target">x</a>' },
      { mimeType: 'text/uri-list', data: '%target' },
    ],
    files: [],
  },
  'a file’s address': { items: [{ mimeType: 'text/uri-list', data: 'file:///etc/passwd' }], files: [] },
} as const
