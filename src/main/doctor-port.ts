import type { AppInfo } from '../shared/ipc/api'

/** What the system says of itself, as facts; what they mean is said in `services/doctor`. */

export interface FolderFacts {
  readonly path: string
  readonly isThere: boolean
  /** Why nothing can be written in it, as a code of the system; null: something was written and removed again. */
  readonly writeFault: string | null
  /** Whether others than its owner may look in; null where the system says so by other means. */
  readonly isOpenToOthers: boolean | null
  /** Bytes; null: not known. */
  readonly free: number | null
}

export interface VersionFacts {
  readonly crossview: string
  readonly host: AppInfo['host'] | 'command-line'
  /** By name: `node`, and `electron` and `chrome` where there are. */
  readonly runtimes: Readonly<Record<string, string | undefined>>
  readonly system: string
  readonly arch: string
}

export interface LogFacts {
  /** null: there is none. */
  readonly errors: number | null
  /** The last line that says of an error when that was: ISO moment or as the log has it; null for none. */
  readonly last: string | null
}

export interface CertificateFacts {
  /** How many the system adds; null: this Node cannot read them. */
  readonly fromSystem: number | null
  readonly fromNode: number
  /** Variables that change what other programs trust, and Crossview ignores: those that are set. */
  readonly ignored: readonly string[]
}

export interface DesktopFacts {
  readonly platform: NodeJS.Platform
  readonly display: string | null
  readonly wayland: string | null
  readonly bus: boolean
}

/** Looks at this computer. None of it asks a server. */
export interface ComputerFacts {
  versions(): VersionFacts
  folder(): Promise<FolderFacts>
  log(): Promise<LogFacts>
  certificates(): CertificateFacts
  desktop(): DesktopFacts
  /** Path of a Chromium, Chrome or Edge that prints PDF and can hold the fallback window; null for none. */
  browser(): string | null
  /** The folder of the user, which stands as `~` in texts. */
  readonly home: string
}
