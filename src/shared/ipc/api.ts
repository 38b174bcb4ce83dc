import type { Comparison, ResourceComparison } from '../../core/comparison/comparison'
import type { Finding } from '../../core/comparison/finding'
import type { Failure } from '../../core/comparison/observation'
import type { ListEnd } from '../../core/comparison/outcome'
import type { Resource } from '../../core/halo/resource'
import type { RowColumns } from '../../core/comparison/row-columns'
import type { RowCounts, TableRow } from '../../core/comparison/row-table'
import type { ScopeProbe } from '../../core/halo/scope-probe'
import type { AppError } from '../app-error'
import type { ConnectionKey, ConnectionRole, ProfileInput, TenantProfile } from '../files/profile'
import type { Result } from '../result'
import type { AnalysisApi } from './analysis'
import type { ComputerApi } from './computer'
import type { DesktopApi } from './desktop'
import type { FleetApi } from './fleet'
import type { HistoryApi } from './history'
import type { AuthorityView, ImportPreview } from './import-preview'
import type { InventoryApi } from './inventory'
import type { NetworkApi } from './network'
import type { PreferencesApi } from './preferences'
import type { ReportsApi } from './reports'
import type { ExportResult, OpenedSnapshot, RunTarget, SnapshotOrigin } from './target'
import type { BegunRemoval, ManyDone } from './tenants'
import type { UpdatesApi } from './updates'

export type { AuthorityView, ImportPreview } from './import-preview'
export type { ExportResult, OpenedSnapshot, RunTarget, SnapshotOrigin } from './target'

/**
 * The one description of what the window may ask of main. Both hosts (Electron and the browser
 * window) implement it, the preload's bridge and `window.crossview` derive from it.
 */

export type SecretState = 'stored' | 'session-only' | 'missing' | 'unknown'
export type KeychainStatus = 'ready' | 'locked' | 'missing' | 'insecure'

/** What of a tenant leads its secrets elsewhere than usual, and has to be confirmed by a person before one is sent. */
export type TrustQuestion = 'host' | 'authorities' | 'proxy'

/** A profile as the window sees it: with the state of its secrets, never with a secret. */
export interface ProfileView {
  readonly profile: TenantProfile
  /** What nobody confirmed yet, as after an import; nothing is sent before. */
  readonly unconfirmed: readonly TrustQuestion[]
  /** Only connections the profile has. `unknown`: the keychain cannot be asked now. */
  readonly secrets: Readonly<Partial<Record<ConnectionKey, SecretState>>>
}

export interface ProfileList {
  readonly profiles: readonly ProfileView[]
  /** Written by a newer Crossview: shown, not changed. */
  readonly readOnly: boolean
  /** What went wrong when the store was read, in a sentence, e.g. which file was set aside. */
  readonly notice: string | null
}

/** What *Delete all tenants* did. */
export interface RemovedProfiles {
  readonly removed: readonly string[]
  /** Tenants that stay because the keychain would not give up their secrets, by name. */
  readonly kept: readonly { readonly name: string; readonly reason: string }[]
}

export interface AppInfo {
  readonly version: string
  readonly host: 'electron' | 'browser-window'
  /** What differs in the fallback window; empty in Electron. */
  readonly hostNotes: readonly string[]
  /** What it runs on, by name: versions for a person to read. */
  readonly runtime: Readonly<Record<string, string>>
  readonly keychain: {
    readonly status: KeychainStatus
    readonly message: string
    readonly advice: readonly string[]
  }
  readonly resources: readonly { readonly resource: Resource; readonly label: string }[]
}

export interface DemoScenario {
  readonly name: string
  readonly title: string
  readonly description: string
}

/** One step of *Test connection* or `crossview check`. */
export interface CheckStep {
  readonly role: ConnectionRole
  readonly step: 'address' | 'token' | 'scopes' | 'identity'
  readonly state: 'passed' | 'warning' | 'failed' | 'skipped'
  /** What was found, one sentence. */
  readonly message: string
  readonly failure: Failure | null
}

export interface CheckResult {
  readonly steps: readonly CheckStep[]
  readonly findings: readonly Finding[]
  readonly passed: boolean
  /** The authorisation server that the tenant names and nobody confirmed; null when there is none. */
  readonly unconfirmedAuthHost: string | null
}

/** The comparison without the record rows, which are pulled a page at a time. */
export type ComparisonSummary = Omit<Comparison, 'resources'> & {
  readonly runId: string
  readonly resources: readonly ResourceSummary[]
}

export type ObservationSummary =
  | {
      readonly state: 'listed'
      readonly fetched: number
      readonly total: number | null
      readonly complete: boolean
      readonly incompleteReason: string | null
    }
  | { readonly state: 'refused'; readonly status: 401 | 403 | null }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'skipped'; readonly reason: string }

export interface ResourceSummary extends Pick<ResourceComparison, 'resource' | 'verdict' | 'both'> {
  readonly agent: ObservationSummary
  readonly app: ObservationSummary
  readonly onlyAgent: number
  readonly onlyApp: number
  readonly changed: number
  readonly undecided: number
}

export type { ComparedRow } from '../../core/comparison/rows'

/** A record that a search over all resources found. */
export interface FoundRecord extends Pick<TableRow, 'id' | 'label' | 'seenBy'> {
  /** What its client is called; null: it has none, or none that is known. */
  readonly client: string | null
}

export interface FoundRecords {
  readonly resources: readonly {
    readonly resource: Resource
    readonly counts: RowCounts
    /** The first of them: the rest is counted. */
    readonly records: readonly FoundRecord[]
  }[]
}

export interface RowPage {
  readonly columns: RowColumns
  /** Rows of the resource in all. */
  readonly total: number
}

/** How a resource ended on both sides, before anything is said of what is in the lists. */
export interface EndedResource {
  readonly resource: Resource
  /** False: records of it differ, and are asked for again at the end, which may change its counts. */
  readonly final: boolean
  readonly agent: ListEnd
  readonly app: ListEnd
}

/** A resource that is under way, and the records of each side so far; of one that is checked again, those of its lists. */
export interface ActiveResource {
  readonly resource: Resource
  readonly agentFetched: number
  readonly appFetched: number
}

export type RunProgress =
  | {
      readonly runId: string
      readonly phase: 'connecting' | 'listing' | 'checking-again' | 'explaining'
      /** The resources that are being listed or checked again, in the order they were begun. */
      readonly active: readonly ActiveResource[]
      /** How many have their final counts. */
      readonly resourcesDone: number
      readonly resourcesTotal: number
      /** Every resource that was listed so far, and how it ended on both sides. */
      readonly ended: readonly EndedResource[]
      readonly requests: number
      /** Set while the run waits, in a sentence with the time that is left, told anew as it passes. */
      readonly waiting: string | null
    }
  | { readonly runId: string; readonly phase: 'done' }
  | { readonly runId: string; readonly phase: 'failed'; readonly error: AppError }
  /** Main keeps it no more: somebody closed it, or it made room for newer ones (`OPEN` of the bounds). */
  | { readonly runId: string; readonly phase: 'closed' }

/** What a run compares, as the window calls it. */
export interface RunAbout {
  /** null for a snapshot. */
  readonly target: RunTarget | null
  readonly title: string
  readonly resources: readonly Resource[]
  /** null for a run. */
  readonly snapshot: SnapshotOrigin | null
}

/** What a finished result comes to, in few numbers. */
export interface Outcome {
  readonly tenant: string
  readonly finishedAt: string
  readonly complete: boolean
  /** Findings of this severity. */
  readonly errors: number
  readonly warnings: number
}

/** A result that the window has open: under way, failed, or there to be looked at. */
export interface OpenResult extends RunAbout {
  readonly runId: string
  readonly cancelling: boolean
  /** The last report of each step, oldest first; where the run has ended, its end is the last. */
  readonly reports: readonly RunProgress[]
  /** null while it is under way, and of a failed one. */
  readonly outcome: Outcome | null
}

/** What the user looks at: the screen, and what is open on it, or was when it was left. */
export interface WindowPlace {
  readonly screen: 'comparison' | 'applications' | 'fleet' | 'elsewhere'
  readonly runId: string | null
  readonly inventory: { readonly inventoryId: string; readonly applicationId: string | null } | null
}

/** What a page before this one had, which crashed or was loaded anew. */
export interface HeldWindow {
  /** In the order they were opened. */
  readonly results: readonly OpenResult[]
  /** `elsewhere`: the user had left for another screen, or showing it may be what crashes the page. */
  readonly place: WindowPlace
}

export type { ExportFormat } from './reports'

type Answer<T> = Promise<Result<T, AppError>>

/** Grouped by intent. No method takes a channel, a path or returns a secret. */
export interface CrossviewApi {
  readonly app: {
    info(): Answer<AppInfo>
    /** Asks the keychain again, after the user unlocked it. */
    recheckKeychain(): Answer<AppInfo['keychain']>
    demoScenarios(): Answer<readonly DemoScenario[]>
  }
  readonly profiles: {
    list(): Answer<ProfileList>
    /**
     * Adds (`id` null) or changes a profile. `secrets` holds the ones to set; a changed host
     * without its secrets is answered with `SECRET_NEEDED`.
     */
    save(input: {
      id: string | null
      profile: ProfileInput
      secrets: Partial<Record<ConnectionKey, string>>
    }): Answer<ProfileView>
    duplicate(input: { id: string }): Answer<ProfileView>
    /** Takes tenants out of the list. Until the removal is finished, `undoRemoval` brings them back whole. */
    beginRemoval(input: { ids: readonly string[] }): Answer<BegunRemoval>
    undoRemoval(input: { removalId: string }): Answer<ProfileList>
    /** Their secrets and histories go. `removalId` null: those of every removal, when nobody can take one back any more. */
    finishRemoval(input: { removalId: string | null }): Answer<null>
    /** Adds tags to tenants, and takes others away. */
    tag(input: {
      ids: readonly string[]
      add: readonly string[]
      remove: readonly string[]
    }): Answer<ManyDone>
    /** Every tenant, every secret, and the backup of the list. */
    removeAll(): Answer<RemovedProfiles>
    /** All profile ids in the wanted order. */
    reorder(input: { ids: readonly string[] }): Answer<null>
    setSecret(input: { id: string; role: ConnectionKey; secret: string }): Answer<ProfileView>
    deleteSecret(input: { id: string; role: ConnectionKey }): Answer<ProfileView>
    /** Opens the system's file dialog; null when dismissed. CSV and JSON. */
    chooseImport(): Answer<ImportPreview | null>
    /**
     * `authorities` (fingerprints) and `proxies` are those that a person confirmed; a tenant with
     * another one is imported, but sends nothing before it is confirmed too.
     */
    confirmImport(input: {
      importId: string
      authorities: readonly string[]
      proxies: readonly string[]
    }): Answer<ProfileList>
    /** What is in the PEM text of extra certificates, for a person to check. */
    readCertificates(input: { ca: string }): Answer<readonly AuthorityView[]>
    /** Only the host that the tenant itself named in a test or run of this session. Its secrets may go there from now on. */
    confirmAuthHost(input: { id: string; host: string }): Answer<ProfileView>
    exportAll(): Answer<ExportResult>
    /** Saves a CSV file with the columns of an import and an example, through the system's dialog. */
    saveTemplate(): Answer<ExportResult>
  }
  readonly comparison: {
    check(input: { target: RunTarget }): Answer<CheckResult>
    /** Asks for each known scope alone; takes some fifty requests. A cancelled probe answers with what it has. */
    probeScopes(input: { target: RunTarget }): Answer<ScopeProbe>
    cancelProbe(): Answer<null>
    /** Ends every check that is under way; each is answered with `CANCELLED`. */
    cancelChecks(): Answer<null>
    /**
     * Answers at once; whatever goes wrong is a `failed` report. `title` is what the window calls
     * it, for a page that is loaded anew.
     */
    start(input: {
      target: RunTarget
      title: string
      resources: readonly Resource[]
    }): Answer<{ readonly runId: string }>
    cancel(input: { runId: string }): Answer<null>
    /** The finished or partial comparison. `NOT_FOUND` while it still connects. */
    summary(input: { runId: string }): Answer<ComparisonSummary>
    /**
     * Says what the application is there for, by a recipe's name, and judges the result anew: of a stored tenant it
     * is kept with it. null: nobody knows; `ask: 'never'`: and nobody is to be asked for this application.
     */
    setPurpose(input: { runId: string; purpose: string | null; ask?: 'never' }): Answer<ComparisonSummary>
    /** Rows in the order of `compareIds`; at most 5,000 a call. */
    rows(input: { runId: string; resource: Resource; offset: number; limit: number }): Answer<RowPage>
    /**
     * Looks for every word of a text in all resources, as the search of one does: resources in which something was
     * found, in their order. `CANCELLED`: another search was begun meanwhile.
     */
    search(input: { runId: string; text: string }): Answer<FoundRecords>
    /** Opens a snapshot, of a comparison or of a tenant's applications, through the system's dialog; null when dismissed. */
    openSnapshot(): Answer<OpenedSnapshot | null>
    /** Closes an open result, and ends it where it is under way. */
    close(input: { runId: string }): Answer<null>
    /**
     * Opens a record's page of Halo's web application in the default browser. Only of a run of a stored
     * tenant, whose address main knows; `recordId` is a number.
     */
    openInHalo(input: { runId: string; resource: Resource; recordId: string }): Answer<null>
    /** Asked by a page at its start: what the page before it had open, null when there was nothing. */
    reattach(): Answer<HeldWindow | null>
    /** What the user looks at, told with every change. */
    setOnScreen(input: WindowPlace): Answer<null>
    /** Returns the function that stops listening. The listener gets data, never an event. */
    onProgress(listener: (progress: RunProgress) => void): () => void
  }
  readonly analysis: AnalysisApi
  readonly inventory: InventoryApi
  readonly fleet: FleetApi
  readonly reports: ReportsApi
  readonly history: HistoryApi
  readonly preferences: PreferencesApi
  readonly network: NetworkApi
  readonly desktop: DesktopApi
  readonly computer: ComputerApi
  readonly updates: UpdatesApi
}
