import { ban } from '../ban.mjs'

const FILE_WRITERS = [
  ...[
    'writeFile',
    'writeFileSync',
    'appendFile',
    'appendFileSync',
    'createWriteStream',
    'write',
    'writeSync',
  ],
  ...['open', 'openSync', 'rename', 'renameSync', 'copyFile', 'copyFileSync', 'cp', 'cpSync'],
  ...['link', 'symlink'],
]

/** Where data may go: to the network, to files, to a terminal, into the window's storage. */
export const data = {
  'no-unchecked-tls': ban({
    message: 'Certificates are always checked, by TLS 1.2 or 1.3.',
    names: [
      ...['certificate-error', 'setCertificateVerifyProc', 'rejectUnauthorized', 'checkServerIdentity'],
      ...['secureProtocol', 'NODE_TLS_REJECT_UNAUTHORIZED', 'DEFAULT_MIN_VERSION', 'ignoreHTTPSErrors'],
      ...['allowPartialTrustChain', 'enableTrace', 'keylog'],
    ],
    text: /ignore-certificate-errors|NODE_TLS_REJECT_UNAUTHORIZED|SECLEVEL/,
    selectors: ['Property[key.name=/^(min|max)Version$/]:not([value.value=/^TLSv1\\.[23]$/])'],
  }),
  'one-content-policy': ban({
    message: 'The page’s policy is written in one place.',
    text: /content-security-policy|\b(default|script|style|connect|img)-src\b/i,
  }),
  'no-unsafe-policy': ban({ message: 'A policy holds nothing unsafe.', text: /unsafe-|wasm-eval/ }),
  'no-unencrypted-address': ban({
    message: 'No address that is not encrypted.',
    text: /http:\/\/|ws:\/\/|ftp:\/\//i,
  }),
  'no-address-in-the-window': ban({
    message: 'The window loads nothing: it holds no address but what is shown.',
    text: /[a-z]+:\/\/|^\/\//i,
  }),
  'no-storage-in-the-window': ban({
    message: 'The window keeps nothing but the theme.',
    names: ['localStorage', 'sessionStorage', 'indexedDB', 'cookie', 'cookieStore', 'caches', 'cookies'],
  }),
  'one-network-client': ban({
    message: 'Requests are made by adapters/http only.',
    names: [
      ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon', 'RTCPeerConnection'],
      ...['WebTransport', 'SharedWorker', 'importScripts', 'serviceWorker', 'globalAgent'],
      'setGlobalDispatcher',
    ],
    imports: [
      [
        /^(node:)?(http|https|net)$/,
        [
          ...['request', 'get', 'Agent', 'ClientRequest', 'globalAgent', 'connect', 'createConnection'],
          'Socket',
        ],
      ],
      [/^(node:)?(http2|tls|dgram|dns|dns\/promises|undici|inspector)$/],
      [/^electron$/, ['net']],
    ],
  }),
  'known-servers': ban({
    message: 'What listens is known, and listens on 127.0.0.1.',
    names: ['createServer'],
    imports: [[/^(node:)?(http|https|net)$/]],
  }),
  'one-way-to-the-terminal': ban({
    message: 'Output goes through one place, which makes visible what a terminal would obey.',
    names: ['stdout', 'stderr'],
  }),
  'no-partial-files': ban({
    message: 'Files are written whole or not at all: by adapters/files.',
    imports: [[/^(node:)?fs(\/promises)?$/, FILE_WRITERS]],
  }),
}
