import { randomUUID } from 'node:crypto'
import { session, type Session } from 'electron'
import type { SystemProxies, SystemRoute } from '../../network-port'
import { createSerialQueue } from '../../serial-queue'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import type { SystemSettings } from './parse-settings'
import { fetchPac, runnablePac, shownAddress, WPAD_ADDRESS } from './pac-file'
import { readSystemSettings } from './read-settings'

/** A PAC file that was got; null: none is named, or none was found where one is looked for. */
type Pac =
  | { readonly address: string; readonly text: string }
  | { readonly address: string; readonly why: string }
  | null

/** How long a file that was got, or what was read of the settings, counts; a fault has it read anew. */
const FRESH_MS = 300_000
/** What takes longer does not end. */
const RESOLVE_MS = 10_000

/**
 * The system's proxy settings, as Chromium understands them: named proxies, one per scheme, exceptions. PAC files, which Chromium
 * could not get here since it resolves no name and connects to nothing (`security/hardening.ts`), are got by us and run by it; a file
 * that is named and cannot be used is a fault, where Chromium would go straight.
 */
export const createElectronProxies = (
  read: () => Promise<SystemSettings> = () => readSystemSettings(),
): SystemProxies => {
  let got: { readonly until: number; readonly pac: Promise<Pac> } | null = null
  const runner = pacRunner()
  const pacNow = (): Promise<Pac> => {
    if (got === null || got.until < performance.now())
      got = { until: performance.now() + FRESH_MS, pac: read().then(pacOf) }
    return got.pac
  }
  return {
    find: async (address) => {
      const pac = await pacNow()
      if (pac === null) return asSystem(address)
      const shown = shownAddress(pac.address)
      if ('why' in pac) return { kind: 'unusable', pac: shown, why: pac.why }
      const script = await runnablePac(pac.text, new URL(address).hostname)
      return runner(script, address, shown)
    },
    forget: () => {
      got = null
      void systemSession()
        .forceReloadProxyConfig()
        .catch(() => undefined)
    },
  }
}

/** WPAD first, as Chromium has it; nobody named a file there, so that none is no fault. */
const pacOf = async ({ detect, pac }: SystemSettings): Promise<Pac> => {
  const found = detect ? await fetchPac(WPAD_ADDRESS) : null
  if (found?.ok === true) return { address: WPAD_ADDRESS, text: found.value }
  if (pac === null) return null
  const file = await fetchPac(pac)
  return file.ok ? { address: pac, text: file.value } : { address: pac, why: file.error }
}

let ofSystem: Session | null = null
const systemSession = (): Session => (ofSystem ??= session.fromPartition('system-proxy'))

const asSystem = async (address: string): Promise<SystemRoute> => {
  await systemSession().setProxy({ mode: 'system' })
  const answer = await inTime(systemSession().resolveProxy(address))
  return answer === null || answer === ''
    ? { kind: 'unusable', pac: 'that they have looked for', why: answer === null ? 'endless' : 'script' }
    : { kind: 'answer', answer, pac: null }
}

/** Runs PAC files one after another: a session has one at a time. */
const pacRunner = () => {
  const queue = createSerialQueue()
  let ran = { session: null as Session | null, script: '' }
  return (script: string, address: string, pac: string): Promise<SystemRoute> =>
    queue(async () => {
      ran.session ??= session.fromPartition(`pac-${randomUUID()}`)
      if (ran.script !== script) {
        const data = Buffer.from(script, 'utf8').toString('base64')
        await ran.session.setProxy({
          mode: 'pac_script',
          pacScript: `data:application/x-ns-proxy-autoconfig;base64,${data}`,
        })
        ran.script = script
      }
      const answer = await inTime(ran.session.resolveProxy(address))
      if (answer === null) {
        // Its script still runs: it is given up, with all that would wait for it.
        void ran.session.setProxy({ mode: 'direct' }).catch(() => undefined)
        ran = { session: null, script: '' }
        return { kind: 'unusable', pac, why: 'endless' }
      }
      return answer === '' ? { kind: 'unusable', pac, why: 'script' } : { kind: 'answer', answer, pac }
    })
}

/** @returns empty: no answer came of it; null: none in time */
const inTime = async (resolving: Promise<string>): Promise<string | null> => {
  const answer = await unlessAborted(
    resolving.catch(() => ''),
    AbortSignal.timeout(RESOLVE_MS),
  )
  return answer === ABORTED ? null : answer
}
