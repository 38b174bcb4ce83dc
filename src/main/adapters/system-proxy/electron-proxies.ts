import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { app, session, type Session } from 'electron'
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

interface Got {
  readonly pac: Pac
  /** They name a proxy, from which an address may be excepted. */
  readonly isManual: boolean
}

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
  let got: { readonly until: number; readonly settings: Promise<Got> } | null = null
  const runner = pacRunner()
  const readAll = async (): Promise<Got> => {
    const settings = await read()
    return { pac: await pacOf(settings), isManual: settings.manual !== null }
  }
  const settingsNow = (): Promise<Got> => {
    if (got === null || got.until < performance.now())
      got = { until: performance.now() + FRESH_MS, settings: readAll() }
    return got.settings
  }
  return {
    find: async (address) => {
      const { pac, isManual } = await settingsNow()
      if (pac === null) return asSystem(address, isManual)
      const shown = shownAddress(pac.address)
      if ('why' in pac) return { kind: 'unusable', pac: shown, why: pac.why }
      const { script, mark } = await runnablePac(pac.text, new URL(address).hostname)
      return runner(script, mark, address, shown)
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

/** How often an answer that may be too early is asked for again: a session takes up settings and scripts a moment later. */
const AGAIN_MS = 50
const MOST_AGAIN = 10

const asSystem = async (address: string, isManual: boolean): Promise<SystemRoute> => {
  let answer = await inTime(systemSession().resolveProxy(address))
  // SECURITY: a session that has just begun may say DIRECT whatever the settings name; what they except is the same each time.
  for (let again = 0; isManual && answer === 'DIRECT' && again < MOST_AGAIN; again += 1) {
    await setTimeout(AGAIN_MS)
    answer = await inTime(systemSession().resolveProxy(address))
  }
  return answer === null || answer === ''
    ? { kind: 'unusable', pac: 'that they have looked for', why: answer === null ? 'endless' : 'script' }
    : { kind: 'answer', answer, pac: null }
}

/** Runs PAC files one after another: a session has one at a time. */
const pacRunner = () => {
  const queue = createSerialQueue()
  let ran = { session: null as Session | null, script: '' }
  /** @returns what the script answers; empty: there is a fault in it; null: it does not end */
  const run = async (script: string, mark: string, address: string): Promise<string | null> => {
    ran.session ??= session.fromPartition(`pac-${randomUUID()}`)
    if (ran.script !== script) {
      const data = Buffer.from(script, 'utf8').toString('base64')
      await ran.session.setProxy({
        mode: 'pac_script',
        pacScript: `data:application/x-ns-proxy-autoconfig;base64,${data}`,
      })
      ran.script = script
    }
    const begun = performance.now()
    for (let empty = 0; empty < MOST_AGAIN && performance.now() - begun < RESOLVE_MS;) {
      const answer = await inTime(ran.session.resolveProxy(address))
      if (answer === null) return null
      // SECURITY: an answer of before the script was taken up says DIRECT, whatever the script says.
      if (answer.endsWith(mark)) return answer.slice(0, -mark.length)
      if (answer === '') empty += 1
      await setTimeout(AGAIN_MS)
    }
    return ''
  }
  return (script: string, mark: string, address: string, pac: string): Promise<SystemRoute> =>
    queue(async () => {
      let answer = await run(script, mark, address)
      if (answer === '') {
        // Once more: the process that runs it may have been ended, which looks the same.
        ran = { session: null, script: '' }
        answer = await run(script, mark, address)
      }
      if (answer !== null && answer !== '') return { kind: 'answer', answer, pac }
      if (answer === null && ran.session !== null) await endScript(ran.session)
      ran = { session: null, script: '' }
      return { kind: 'unusable', pac, why: answer === null ? 'endless' : 'script' }
    })
}

/**
 * Ends the process that runs PAC files: a script that does not end holds up every other one, and a processor, for good. Chromium starts
 * another one for the next, and would begin there what its session still wants: the script is taken from it first.
 */
const endScript = async (ofScript: Session): Promise<void> => {
  await ofScript.setProxy({ mode: 'direct' })
  for (const { pid, serviceName } of app.getAppMetrics()) {
    if (serviceName?.startsWith('proxy_resolver.') !== true) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has just ended.
    }
  }
}

/** @returns empty: no answer came of it; null: none in time */
const inTime = async (resolving: Promise<string>): Promise<string | null> => {
  const answer = await unlessAborted(
    resolving.catch(() => ''),
    AbortSignal.timeout(RESOLVE_MS),
  )
  return answer === ABORTED ? null : answer
}
