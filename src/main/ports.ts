import type { SharedRecords } from '../core/comparison/shared-records'
import type { Failure, Observation } from '../core/comparison/observation'
import type { Identity } from '../core/comparison/identity'
import type { ApplicationFacts } from '../core/inventory/application'
import type {
  AgentPermissions,
  ApplicationSettings,
  NamedId,
  RoleSettings,
  TenantTeam,
} from '../core/halo/permission'
import type { CsvTable } from '../core/report/csv'
import type { PublishedRelease } from '../core/updates/new-releases'
import type { Resource } from '../core/halo/resource'
import type { AppError } from '../shared/app-error'
import type { Connection, ConnectionRole, ProfileStoreData } from '../shared/files/profile'
import type { BrandingFile } from '../shared/files/branding'
import type { Preferences } from '../shared/files/preferences'
import type { UpdateSettings } from '../shared/files/updates'
import type { KeychainStatus } from '../shared/ipc/api'
import type { CheckFault } from '../shared/ipc/updates'
import type { Result } from '../shared/result'

/**
 * What services need from the world. Adapters implement these; tests use real adapters where
 * that is cheap. No port hands a secret to anything but the adapter that sends it to Halo.
 */

// --- Halo -----------------------------------------------------------------------------------

/** How to reach one tenant with one connection. Lives in main's memory only. */
export interface ConnectionContext {
  readonly role: ConnectionRole
  readonly url: string
  readonly tenant: string | null
  /** PEM text trusted besides the system's certificates. */
  readonly ca: string | null
  /** Proxy of this tenant's own; absent or null: the system's. */
  readonly proxy?: string | null
  /** Hosts, with their port where it is not 443, that a person confirmed as this tenant's authorisation server. */
  readonly trustedAuthHosts?: readonly string[]
  /** Told the host of an authorisation server that a person would have to confirm first. */
  readonly onUnconfirmedAuthHost?: (host: string) => void
  /**
   * Told in a sentence why and how long a request waits, again as the time passes, and null when it goes
   * on. Absent: nobody sees that it waits, so that it is less patient.
   */
  readonly onWait?: (text: string | null) => void
  /** How long one request waits while Halo answers 429. Absent: as long as the window of Halo's limit. */
  readonly patienceMs?: number
  readonly connection: Connection
  /**
   * Read at the moment of the token request, not before. Rejects never; null when there is none.
   * @param goesTo host (and port) that it is about to be sent to
   */
  readonly readSecret: (goesTo?: string) => Promise<string | null>
  /**
   * Keeps a sign-in's refresh token for the next run, or forgets it (null). Absent: it lives as
   * long as the session. For a sign-in, `readSecret` reads it back.
   */
  readonly saveSecret?: (secret: string | null) => Promise<void>
}

/** Where the secrets of a config file go, with everything that decides it. */
export interface Destination {
  /** Host (and port) of the tenant. */
  readonly host: string
  /** SHA-256 fingerprints of the certificates that the file brings. */
  readonly certificates: readonly string[]
  /** Host (and port) of the proxy that the file names. */
  readonly proxy: string | null
  /** The variables and files whose secrets go there. */
  readonly secrets: readonly string[]
}

/** What people let the secrets of config files go to, kept between runs. Holds no secret. */
export interface TrustedDestinations {
  /** Whether somebody let these secrets, or more, go there in just this way. */
  has(destination: Destination): Promise<boolean>
  /** @returns where it is kept */
  add(destination: Destination): Promise<Result<string, AppError>>
}

/** What discovery found, shown to the user by *Test connection*. */
export interface DiscoveredServer {
  /** The address where Halo answered: the one of the profile, or a parent of it. */
  readonly url: string
  readonly authUrl: string
  readonly tenant: string | null
  readonly version: string | null
  /** Which answer said so. */
  readonly source: 'AuthInfo' | 'InstanceInfo' | 'default'
}

interface ListingProgress {
  readonly fetched: number
  readonly total: number | null
}

export interface ListingOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: ListingProgress) => void
  /** Absent: the list waits for no other. */
  readonly pace?: SidePace
  /** What it may share with the list of the other side. */
  readonly shared?: SharedRecords
}

/**
 * One side's part of keeping two lists of one resource in step (`services/runs/in-step.ts`): pages are asked for ahead,
 * and a side that ran far ahead of the other would read another moment of the tenant.
 */
export interface SidePace {
  /** Resolves when this side may ask for the page: the other is close, or reads no more; at once when the signal aborts. */
  before(pageNo: number, signal: AbortSignal): Promise<void>
  /** This side has all pages up to this one. */
  came(pageNo: number): void
  /** This side asks for no more, whatever became of it. */
  ended(): void
}

/** The rows of `/Application`. */
export interface ApplicationList {
  /** In Halo's order, each id once; without scopes and details, which no row carries. */
  readonly applications: readonly ApplicationFacts[]
  /** Every entry could be read, and there are as many as Halo counts. */
  readonly complete: boolean
  /** What of it could not be used, as what comes after “In Halo’s list of applications”. */
  readonly gaps: readonly string[]
}

/** One authenticated connection to one tenant. Read-only: sends GET, and POST to the token endpoint. */
export interface HaloSession {
  readonly server: DiscoveredServer
  readonly requestedScopes: readonly string[]
  readonly grantedScopes: readonly string[]
  /** `Agent/me`: who this is, with its own permissions where Halo sends them. */
  whoAmI(
    signal: AbortSignal,
  ): Promise<Result<{ readonly identity: Identity; readonly permissions: AgentPermissions }, Failure>>
  /** Lists a resource fairly: pinned paging, stable order, bounded. Never throws for a bad answer. */
  list(resource: Resource, options: ListingOptions): Promise<Observation>
  /**
   * Asks again, with the same query, for the pages where these ids are or would be.
   * Returns the ids now seen; null when it could not be told.
   */
  seesAgain(
    resource: Resource,
    ids: readonly string[],
    before: Observation,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string> | null>
  /** `Agent/{id}?includedetails=true`. */
  agentPermissions(agentId: string, signal: AbortSignal): Promise<Result<AgentPermissions, Failure>>
  /** The application record whose clientId is this. */
  applicationSettings(clientId: string, signal: AbortSignal): Promise<Result<ApplicationSettings, Failure>>
  /** Ids of the application records with these client ids, in their order; null for one that is not listed. */
  applicationIds(
    clientIds: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<readonly (string | null)[], Failure>>
  /** `/Application`: every application of the tenant. */
  applications(signal: AbortSignal): Promise<Result<ApplicationList, Failure>>
  /**
   * `Application/{id}?includedetails=true`: what the list said, with what its record adds. A refusal, a failure or
   * a cancellation is told in `detail`.
   */
  application(listed: ApplicationFacts, signal: AbortSignal): Promise<ApplicationFacts>
  teams(signal: AbortSignal): Promise<Result<readonly TenantTeam[], Failure>>
  ticketTypes(signal: AbortSignal): Promise<Result<readonly NamedId[], Failure>>
  /** `Roles/{id}?includedetails=true`. */
  role(roleId: string, signal: AbortSignal): Promise<Result<RoleSettings, Failure>>
  /**
   * Asks for a token with one scope alone, for finding out what is granted; the token is dropped.
   * @returns the scopes it came with
   */
  askScope(scope: string, signal: AbortSignal): Promise<Result<readonly string[], Failure>>
  /** Requests sent so far, token and discovery calls included, and how many answers were 429. */
  counts(): { readonly sent: number; readonly throttled: number }
  close(): void
}

/** Opens sessions; one limiter per tenant is shared by all its connections. */
export interface HaloConnector {
  connect(context: ConnectionContext, signal: AbortSignal): Promise<Result<HaloSession, Failure>>
  /** Sends nothing more until `resume`: the computer goes to sleep. */
  suspend(): void
  /** Goes on over new connections; what was under way when the computer went to sleep is sent anew. */
  resume(): void
}

// --- Secrets and profiles --------------------------------------------------------------------

export interface KeychainState {
  readonly status: KeychainStatus
  readonly message: string
  readonly advice: readonly string[]
}

export type SecretLookup =
  | {
      readonly state: 'found'
      readonly secret: string
      /** The trust it was kept with; null for one that an older Crossview kept. */
      readonly trust: string | null
      readonly sessionOnly: boolean
    }
  | { readonly state: 'absent' }
  | { readonly state: 'unavailable'; readonly error: AppError }

export interface KeptSecret {
  readonly sessionOnly: boolean
  /**
   * The keychain has not answered yet. Resolves when it has: whether it holds a secret of this id
   * after all, which then is the one last asked for. Rejects never.
   */
  readonly late?: Promise<boolean>
}

/** Ids are made by `services/profiles/secret-trust.ts`. Reading back is for main only. */
export interface SecretStore {
  /** Probes with a canary; may show the keychain's own prompt. */
  status(): Promise<KeychainState>
  get(id: string): Promise<SecretLookup>
  /**
   * Keeps a secret with what it was entered for. For this session only, and saying so, when there is
   * no usable keychain.
   * @param trust SHA-256 of the connection's trust, base64url (`services/profiles/secret-trust.ts`)
   */
  set(id: string, secret: string, trust: string): Promise<Result<KeptSecret, AppError>>
  delete(id: string): Promise<Result<null, AppError>>
  /** Null, or resolves when the keychain has ended what it still does, such as waiting for an answer to its prompt. */
  underWay(): Promise<void> | null
}

export interface LoadedProfiles {
  readonly data: ProfileStoreData
  readonly readOnly: boolean
  readonly notice: string | null
}

export interface ProfileStore {
  /** Never waits for another process. */
  load(): Promise<LoadedProfiles>
  /**
   * Waits until no other process changes the tenants, and keeps them from it: what is loaded then
   * is what a save replaces. `CONFLICT` when that takes too long.
   * @returns what ends the change
   */
  beginChange(): Promise<Result<() => Promise<void>, AppError>>
  save(data: ProfileStoreData): Promise<Result<null, AppError>>
  /** Ids that look like a tenant's, in every file of the store: also in the backup and in damaged ones set aside. */
  traces(): Promise<Result<readonly string[], AppError>>
  /** Deletes the store with its backup and the damaged files that were set aside. */
  erase(): Promise<Result<null, AppError>>
}

/** Says on the disk that secrets of a tenant are being changed. */
export interface JournalEntry {
  readonly profileId: string
  readonly roles: readonly ConnectionRole[]
  /** Secret and profile agree: the entry is deleted. */
  end(): Promise<void>
}

/**
 * Keychain and profile store cannot be changed in one step. What is entered here before the first
 * and not ended after the second was cut off by a crash. Entries hold no secret.
 */
export interface SaveJournal {
  begin(profileId: string, roles: readonly ConnectionRole[]): Promise<Result<JournalEntry, AppError>>
  /** Entries whose writer does not work on them any more. */
  left(): Promise<readonly JournalEntry[]>
}

/** Tenants that left the list, and whose secrets and history stay until the removal is final or taken back. */
export interface RemovalJournal extends SaveJournal {
  /** Entries that are not ended, whoever works on them. */
  open(): Promise<readonly JournalEntry[]>
}

// --- Updates ---------------------------------------------------------------------------------

/** Where new versions are published. Reading it says nothing about who reads. */
export interface ReleaseFeed {
  /** The address that is asked, whole. */
  readonly asks: string
  /** The page for people, the only one that is ever opened about a version. */
  readonly page: string
  /** One GET. @returns what is published, the newest page of it; texts are visible and cut. */
  read(signal: AbortSignal): Promise<Result<PublishedReleases, CheckFault>>
}

export interface PublishedReleases {
  readonly releases: readonly PublishedRelease[]
  /** Older ones may be there which were not sent. */
  readonly more: boolean
}

export interface UpdateSettingsStore {
  /** Never rejects. `notice`: what went wrong with the file, in a sentence. */
  load(): Promise<{ readonly settings: UpdateSettings; readonly notice: string | null }>
  save(settings: UpdateSettings): Promise<Result<null, AppError>>
}

export interface PreferencesStore {
  /** Never rejects. `notice`: what went wrong with the file, in a sentence. */
  load(): Promise<{ readonly settings: Preferences; readonly notice: string | null }>
  save(settings: Preferences): Promise<Result<null, AppError>>
}

/** What an administrator decided for this computer; all that can be decided is that nothing is checked. */
export type UpdatePolicy =
  | { readonly managed: false }
  | {
      readonly managed: true
      readonly file: string
      /** Why the file itself cannot be used, as a clause; null when it can. */
      readonly fault: string | null
    }

// --- Output ----------------------------------------------------------------------------------

export interface BrandingStore {
  /** Never rejects. `notice`: what went wrong with the file, in a sentence. */
  load(): Promise<{ readonly settings: BrandingFile; readonly notice: string | null }>
  save(settings: BrandingFile): Promise<Result<null, AppError>>
}

interface PrintOptions {
  readonly title: string
  /** The document's date: that of what it reports, so that the same input makes the same document. */
  readonly date: Date
  readonly signal: AbortSignal
  /** How much is printed, from 0 to 1: after each part of a long document. */
  readonly onProgress?: (done: number) => void
}

export interface PdfPrinter {
  /** Prints a self-contained HTML document, tagged, with outline. */
  print(html: string, options: PrintOptions): Promise<Result<Uint8Array, AppError>>
}

/** Writes reports: a file whole or not at all where that can be, what is no file as what it is. */
export interface ReportFiles {
  /** A file name, without extension, that is valid on Windows, macOS and Linux. */
  safeName(text: string): string
  /** Why `writeFile` would fail, as far as can be known before; null: nothing. */
  fileFault(path: string): Promise<AppError | null>
  /** The same of a folder that is to hold files of these names. */
  folderFault(path: string, names: readonly string[]): Promise<AppError | null>
  writeFile(path: string, content: string | Uint8Array): Promise<Result<null, AppError>>
  /** One CSV file a table, in a folder made where missing. */
  writeFolder(path: string, tables: readonly CsvTable[]): Promise<Result<null, AppError>>
}

/** The system's dialogs. In tests and in the fallback window the answer comes from elsewhere. */
export interface FileDialogs {
  /** Absolute path to write to, or null when dismissed. `csv` asks for a folder. */
  chooseSave(options: {
    readonly suggestedName: string
    readonly kind: 'file' | 'folder'
    readonly extension: string
  }): Promise<string | null>
  /** The name and the text of the chosen file, or null when dismissed. */
  chooseOpen(options: {
    readonly title: string
    readonly extensions: readonly string[]
  }): Promise<Result<ChosenFile | null, AppError>>
  /** The same of a file that is no text, of at most so many bytes. */
  chooseBytes(options: {
    readonly title: string
    readonly extensions: readonly string[]
    readonly most: number
  }): Promise<Result<ChosenBytes | null, AppError>>
}

export interface ChosenFile {
  readonly name: string
  readonly text: string
  /** Where it lies; absent where a browser read it, which does not say. */
  readonly path?: string
}

export interface ChosenBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Clock {
  /** Wall clock, for people and files. */
  now(): Date
  /** Milliseconds that only go forward, for expiry and deadlines. */
  monotonic(): number
}

/** Named fields only, never objects (security-measurements.md section 8). */
export interface Logger {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void
  error(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void
}
