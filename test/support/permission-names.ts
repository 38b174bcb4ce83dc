import { readFileSync } from 'node:fs'
import path from 'node:path'

const DECLARATIONS = path.join(import.meta.dirname, '../../node_modules/electron/electron.d.ts')

/** Every permission that the Electron we ship asks main about, as its own declarations name them. */
export const electronPermissions = (): readonly string[] => {
  const [, union] =
    /setPermissionCheckHandler\(handler: \(\(webContents: [^,]*, permission: ([^,]*),/.exec(
      readFileSync(DECLARATIONS, 'utf8'),
    ) ?? []
  return [...(union ?? '').matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? '')
}

/** What a page can ask the state of, in any Chromium from 108 to today's. */
export const PAGE_PERMISSIONS = ['accelerometer','ambient-light-sensor','background-fetch','background-sync','bluetooth','camera','captured-surface-control','clipboard-read','clipboard-write','display-capture','fullscreen','geolocation','gyroscope','hand-tracking','idle-detection','keyboard-lock','local-fonts','local-network','local-network-access','loopback-network','magnetometer','microphone','midi','nfc','notifications','payment-handler','periodic-background-sync','persistent-storage','pointer-lock','push','screen-wake-lock','speaker-selection','storage-access','system-wake-lock','top-level-storage-access','web-app-installation','web-printing','window-management','window-placement'] as const // prettier-ignore

/**
 * What a page does with permissions: each resolves to whether it got anything. Sent to the page as
 * text, so they may use nothing from outside themselves.
 */
export const PERMISSION_USES: Readonly<Record<string, () => unknown>> = {
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
  position: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
  notification: () => Notification.requestPermission().then((state) => state === 'granted'),
  clipboard: () => navigator.clipboard.readText(),
  midi: () => navigator.requestMIDIAccess({ sysex: true }),
  usb: () => (navigator as never as { usb: { requestDevice(x: object): unknown } }).usb.requestDevice({ filters: [] }), // prettier-ignore
  hid: () => (navigator as never as { hid: { requestDevice(x: object): Promise<unknown[]> } }).hid.requestDevice({ filters: [] }).then((found) => found.length > 0), // prettier-ignore
  serial: () => (navigator as never as { serial: { requestPort(): unknown } }).serial.requestPort(),
  bluetooth: () => (navigator as never as { bluetooth: { requestDevice(x: object): unknown } }).bluetooth.requestDevice({ acceptAllDevices: true }), // prettier-ignore
  'wake lock': () => navigator.wakeLock.request('screen'),
  fullscreen: () => document.documentElement.requestFullscreen().then(() => true),
  'idle detection': () =>
    (window as never as { IdleDetector: { requestPermission(): Promise<string> } }).IdleDetector.requestPermission().then((state) => state === 'granted'), // prettier-ignore
  'persistent storage': () => navigator.storage.persist(),
  fonts: () => (window as never as { queryLocalFonts(): Promise<unknown[]> }).queryLocalFonts().then((fonts) => fonts.length > 0), // prettier-ignore
  screens: () => (window as never as { getScreenDetails(): unknown }).getScreenDetails(),
  payment: () => new PaymentRequest([{ supportedMethods: 'https://example.test/pay' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show(), // prettier-ignore
  credential: () => navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } }),
  'motion sensor': () =>
    new Promise((resolve, reject) => {
      const sensor = Reflect.construct(Reflect.get(window, 'Accelerometer') as () => void, []) as EventTarget & { start(): void } // prettier-ignore
      sensor.addEventListener('error', reject)
      sensor.addEventListener('reading', resolve)
      sensor.start()
    }),
  'push messages': () =>
    navigator.serviceWorker.getRegistration().then((found) => found?.pushManager.subscribe()),
}
