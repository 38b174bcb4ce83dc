import { ban } from '../rule.mjs'
import { importing, named, property, text } from '../selectors.mjs'

/** Where data may go: to the network, to files, to a terminal, into the window's storage, into a log. */
export const data = {
  'no-unchecked-tls': ban(
    'Certificates are always checked, by TLS 1.2 or 1.3.',
    named('certificate-error', 'setCertificateVerifyProc', 'rejectUnauthorized', 'checkServerIdentity'),
    named('secureProtocol', 'NODE_TLS_REJECT_UNAUTHORIZED', 'DEFAULT_MIN_VERSION', 'ignoreHTTPSErrors'),
    named('allowPartialTrustChain', 'enableTrace', 'keylog'),
    text(/ignore-certificate-errors|NODE_TLS_REJECT_UNAUTHORIZED|SECLEVEL/),
    property(['minVersion', 'maxVersion'], ':not([value.value=/^TLSv1\\.[23]$/])'),
  ),
  'one-content-policy': ban(
    'The page’s policy is written in one place.',
    text(/content-security-policy|\b(default|script|style|connect|img)-src\b/i),
  ),
  'no-unsafe-policy': ban('A policy holds nothing unsafe.', text(/unsafe-|wasm-eval/)),
  'no-unencrypted-address': ban('No address that is not encrypted.', text(/http:\/\/|ws:\/\/|ftp:\/\//i)),
  'no-address-in-the-window': ban(
    'The window loads nothing: it holds no address but what is shown.',
    text(/[a-z]:\/\/|^\/\//i),
  ),
  'no-storage-in-the-window': ban(
    'The window keeps nothing but the theme.',
    named('localStorage', 'sessionStorage', 'indexedDB', 'cookie', 'cookieStore', 'caches', 'cookies'),
  ),
  'one-network-client': ban(
    'Requests are made by adapters/http only.',
    named('fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon', 'RTCPeerConnection'),
    named('WebTransport', 'SharedWorker', 'importScripts', 'serviceWorker', 'globalAgent'),
    named('setGlobalDispatcher'),
    importing(
      /^(node:)?(http|https|net)$/,
      ...['request', 'get', 'Agent', 'ClientRequest', 'globalAgent', 'connect', 'createConnection'],
      'Socket',
    ),
    importing(/^(node:)?(http2|tls|dgram|dns|dns\/promises|undici|inspector)$/),
    importing(/^electron$/, 'net'),
  ),
  'known-servers': ban(
    'What listens is known, and listens on 127.0.0.1.',
    named('createServer'),
    importing(/^(node:)?(http|https|net)$/),
  ),
  'one-way-to-the-terminal': ban(
    'Output goes through one place, which makes visible what a terminal would obey.',
    named('stdout', 'stderr'),
  ),
  'no-partial-files': ban(
    'Files are written whole or not at all: by adapters/files.',
    importing(
      /^(node:)?fs(\/promises)?$/,
      ...['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'createWriteStream', 'write'],
      ...['writeSync', 'open', 'openSync', 'rename', 'renameSync', 'copyFile', 'copyFileSync', 'cp'],
      ...['cpSync', 'link', 'symlink'],
    ),
  ),
  'no-stacks': ban(
    'An error is reported by its code, never by its stack or through util.inspect.',
    named('stack'),
    importing(/^(node:)?util$/),
  ),
}
