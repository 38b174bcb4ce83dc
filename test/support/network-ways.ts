/**
 * Every way that a page has to reach a server, with an address that counts what reaches it. Each is
 * sent to the page as text, so it may use nothing from outside itself.
 */
type NetworkWay = (target: string, host: string) => unknown

/** A `link` element of some relation: what a browser fetches, or connects to, ahead of being asked. */
const LINKS = ['stylesheet','icon','manifest','prefetch','preload','modulepreload','prerender','preconnect','dns-prefetch','next','search','compression-dictionary'] as const // prettier-ignore

const linked: Readonly<Record<string, NetworkWay>> = Object.fromEntries(
  LINKS.map((relation) => [
    `link rel=${relation}`,
    // Made from its own text: the relation has to be in it.
    Reflect.construct(Function, [
      'target',
      `const link = document.createElement('link'); link.rel = ${JSON.stringify(relation)}; link.as = 'image'; link.href = target + '/link'; document.head.append(link)`,
    ]) as NetworkWay,
  ]),
)

export const NETWORK_WAYS: Readonly<Record<string, NetworkWay>> = {
  ...linked,
  fetch: (target) => fetch(`${target}/fetch`),
  'fetch without CORS': (target) => fetch(`${target}/fetch`, { mode: 'no-cors', keepalive: true }),
  XMLHttpRequest: (target) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${target}/xhr`)
    request.send('x')
  },
  sendBeacon: (target) => navigator.sendBeacon(`${target}/beacon`, 'x'),
  WebSocket: (_target, host) => new WebSocket(`ws://${host}/socket`),
  EventSource: (target) => new EventSource(`${target}/events`),
  WebTransport: (_target, host) => {
    const { WebTransport } = window as unknown as { WebTransport?: new (url: string) => unknown }
    return WebTransport === undefined ? undefined : new WebTransport(`https://${host}/transport`)
  },
  'WebRTC by STUN': (_target, host) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] })
    peer.createDataChannel('x')
    return peer.createOffer().then((offer) => peer.setLocalDescription(offer))
  },
  'WebRTC by TURN over TCP': (_target, host) => {
    const servers = [{ urls: `turn:${host}?transport=tcp`, username: 'x', credential: 'x' }]
    const peer = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: 'relay' })
    peer.createDataChannel('x')
    return peer.createOffer().then((offer) => peer.setLocalDescription(offer))
  },
  'WebRTC to a candidate': async (_target, host) => {
    const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()]
    a.createDataChannel('x')
    await a.setLocalDescription(await a.createOffer())
    await b.setRemoteDescription(a.localDescription!)
    await b.setLocalDescription(await b.createAnswer())
    await a.setRemoteDescription(b.localDescription!)
    const [address, port] = host.split(':')
    await a.addIceCandidate({
      candidate: `candidate:1 1 udp 2122260223 ${address ?? ''} ${port ?? ''} typ host`,
      sdpMid: '0',
    })
  },
  image: (target) => Object.assign(new Image(), { src: `${target}/image` }),
  'image set': (target) => Object.assign(new Image(), { srcset: `${target}/image 2x` }),
  'image of an input': (target) =>
    document.body.append(
      Object.assign(document.createElement('input'), { type: 'image', src: `${target}/input` }),
    ),
  'image in an SVG': (target) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    for (const name of ['image', 'use', 'feImage']) {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name)
      element.setAttribute('href', `${target}/svg`)
      svg.append(element)
    }
    document.body.append(svg)
  },
  'image of a style': (target) =>
    document.body.style.setProperty('background-image', `url("${target}/style")`),
  'cursor of a style': (target) => document.body.style.setProperty('cursor', `url("${target}/cursor"), auto`),
  'a rule that imports': (target) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@import "${target}/import"; body::after { content: url("${target}/content") }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  },
  font: (target) => new FontFace('x', `url("${target}/font")`).load(),
  audio: (target) => new Audio(`${target}/audio`).play(),
  'video and its poster': (target) =>
    document.body.append(
      Object.assign(document.createElement('video'), { src: `${target}/video`, poster: `${target}/poster`, preload: 'auto' }), // prettier-ignore
    ),
  frame: (target) =>
    document.body.append(Object.assign(document.createElement('iframe'), { src: `${target}/frame` })),
  object: (target) =>
    document.body.append(Object.assign(document.createElement('object'), { data: `${target}/object` })),
  embed: (target) =>
    document.body.append(Object.assign(document.createElement('embed'), { src: `${target}/embed` })),
  script: (target) => {
    const script = document.createElement('script')
    script.setAttribute('src', `${target}/script`)
    document.body.append(script)
  },
  'import of a module': (target) =>
    (Reflect.construct(Function, ['address', 'return import(address)']) as (address: string) => unknown)(
      `${target}/module`,
    ),
  worker: (target) => new Worker(`${target}/worker`),
  'shared worker': (target) => new SharedWorker(`${target}/worker`),
  'service worker': (target) => navigator.serviceWorker.register(`${target}/worker`),
  'rules to load ahead': (target) => {
    const script = document.createElement('script')
    script.type = 'speculationrules'
    script.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [`${target}/ahead`] }] })
    document.head.append(script)
  },
  'a link with a ping': (target) => {
    const link = Object.assign(document.createElement('a'), { href: '#', ping: `${target}/ping` })
    document.body.append(link)
    link.click()
  },
  'an icon of a notification': (target) => new Notification('x', { icon: `${target}/icon` }),
}
