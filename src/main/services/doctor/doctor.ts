import { X509Certificate } from 'node:crypto'
import type { ComputerLine, ComputerProbe, ComputerSection } from '../../../shared/computer-report'
import { certificatesIn } from '../../certificates'
import type { ComputerFacts } from '../../doctor-port'
import type { Clock, ProfileStore, SecretStore, UpdatePolicy } from '../../ports'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import type { NetworkService } from '../network/network-service'
import {
  browserLines,
  certificateLines,
  desktopLines,
  fileLines,
  folderLines,
  keychainLines,
  logLines,
  networkLines,
  policyLines,
  versionLines,
} from './lines'

export interface DoctorDeps {
  readonly facts: ComputerFacts
  readonly clock: Clock
  readonly secrets: Pick<SecretStore, 'status'>
  readonly store: Pick<ProfileStore, 'load'>
  readonly network: Pick<NetworkService, 'state'>
  readonly policy: () => Promise<UpdatePolicy>
  /** What is wrong with files that hold choices, in sentences. */
  readonly notices: () => Promise<readonly string[]>
  /** Given by tests. */
  readonly patienceMs?: number
}

/** Nobody waits longer for one part: what hangs costs itself only. */
const PATIENCE_MS = 10_000

interface ComputerChoice {
  readonly probe: ComputerProbe
  /** Whether tenants are told by name and host. */
  readonly addresses: boolean
}

/** Looks at one part of this computer after another. Asks no server, and sends nothing to anybody. */
export class Doctor {
  constructor(private readonly deps: DoctorDeps) {}

  /** Never rejects: what failed, or took longer than ten seconds, is a line that says so. */
  async look({ probe, addresses }: ComputerChoice): Promise<ComputerSection> {
    try {
      const late = AbortSignal.timeout(this.deps.patienceMs ?? PATIENCE_MS)
      const lines = await unlessAborted(this.linesOf(probe, addresses), late)
      return { probe, lines: lines === ABORTED ? [notKnown('It did not answer within ten seconds.')] : lines }
    } catch {
      // SECURITY: a raw error may name an address or hold a secret.
      return { probe, lines: [notKnown('It could not be found out because of a fault in Crossview itself.')] }
    }
  }

  private async linesOf(probe: ComputerProbe, addresses: boolean): Promise<readonly ComputerLine[]> {
    const { facts, clock, secrets, store, network, policy, notices } = this.deps
    switch (probe) {
      case 'versions':
        return versionLines(facts.versions())
      case 'folder':
        return folderLines(await facts.folder(), facts.home)
      case 'keychain': {
        const before = clock.monotonic()
        return keychainLines(await secrets.status(), clock.monotonic() - before)
      }
      case 'files':
        return fileLines(await store.load(), await notices())
      case 'network': {
        const state = await network.state()
        return state.ok ? networkLines(state.value, addresses) : [notKnown(state.error.message)]
      }
      case 'certificates': {
        const { data } = await store.load()
        const own = data.profiles.flatMap((profile) =>
          profile.ca === null ? [] : [{ profile, expiries: expiriesOf(profile.ca) }],
        )
        return certificateLines(facts.certificates(), own, clock.now(), addresses)
      }
      case 'browser':
        return browserLines(facts.browser(), facts.versions().host)
      case 'desktop':
        return desktopLines(facts.desktop())
      case 'policy':
        return policyLines(await policy())
      case 'log':
        return logLines(await facts.log())
    }
  }
}

const notKnown = (found: string): ComputerLine => ({ state: 'unknown', found, advice: null })

/** ISO moments; null: not PEM, or one of them cannot be read. */
const expiriesOf = (pem: string): readonly string[] | null =>
  certificatesIn(pem)?.map((each) => new Date(new X509Certificate(each).validTo).toISOString()) ?? null
