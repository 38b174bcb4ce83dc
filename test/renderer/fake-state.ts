import type { Resource } from '../../src/core/halo/resource'
import type { AppError } from '../../src/shared/app-error'
import type {
  AppInfo,
  AuthorityView,
  CheckResult,
  ComparedRow,
  ComparisonSummary,
  HeldWindow,
  ImportPreview,
  OpenedSnapshot,
  ProfileView,
  RemovedProfiles,
} from '../../src/shared/ipc/api'
import type { Logo } from '../../src/core/report/branding'
import type { BrandingView, ExportOptions } from '../../src/shared/ipc/reports'
import type { CauseRow, SummaryAnswer } from '../../src/shared/ipc/analysis'
import type { BegunRemoval } from '../../src/shared/ipc/tenants'
import type { UpdateState } from '../../src/shared/ipc/updates'
import { ok, type Result } from '../../src/shared/result'
import { ticketRows } from './fake-data'
import { usualFleetState, type FakeFleetState } from './fake-fleet'
import { usualHistory, type FakeHistoryState } from './fake-history'
import type { FakeInventoryState } from './fake-inventories'
import { aSummaryAnswer, causeRows } from './fake-summary'

/** What a run of the fake bridge asks for. */
export const RUN_RESOURCES: readonly Resource[] = [
  'tickets',
  'clients',
  'sites',
  'assets',
  'users',
  'invoices',
  'reports',
  'ticket-types',
]

/** What a fake bridge answers with; a test changes what it is about. */
export interface FakeState extends FakeInventoryState, FakeFleetState, FakeHistoryState {
  profiles: readonly ProfileView[]
  readOnly: boolean
  notice: string | null
  host: AppInfo['host']
  keychain: AppInfo['keychain']
  /** What *Check again* finds. */
  keychainAfterCheck: AppInfo['keychain']
  /** Rows of the tickets; other resources have the first few of them. */
  rows: readonly ComparedRow[]
  summary: Partial<ComparisonSummary>
  /** What a comparison comes to. */
  summaryAnswer: (summary: ComparisonSummary) => Result<SummaryAnswer, AppError>
  /** What a comparison is after its purpose was chosen. */
  purposeSet: (
    summary: ComparisonSummary,
    input: { purpose: string | null; ask?: 'never' },
  ) => Result<ComparisonSummary, AppError>
  /** Records of whichever cause is asked for. */
  causeRows: readonly CauseRow[]
  importPreview: ImportPreview | null
  /** Answers `profiles.chooseImport` with this error. */
  importError: AppError | null
  /** Tenants that `profiles.beginRemoval` cannot remove. */
  notRemoved: BegunRemoval['failed']
  /** Answers `profiles.undoRemoval` with this error. */
  undoError: AppError | null
  /** What nobody confirmed of each imported tenant. */
  importedUnconfirmed: ProfileView['unconfirmed']
  checkResult: CheckResult
  openedInHalo: Result<null, AppError>
  /** Tenants that `profiles.removeAll` cannot remove. */
  keptAtRemoval: RemovedProfiles['kept']
  /** What `comparison.openSnapshot` answers with. */
  openedSnapshot: Result<OpenedSnapshot | null, AppError>
  /** What a page before this one had. */
  held: HeldWindow | null
  /** Answers `profiles.save` with this error. */
  saveError: AppError | null
  /** Answers `profiles.setSecret` with this error. */
  secretError: AppError | null
  /** What `profiles.setSecret` waits for, as for a keychain that asks its owner. */
  beforeSecret: () => Promise<void>
  /** What main finds in a text of certificates. */
  certificatesIn: (ca: string) => Result<readonly AuthorityView[], AppError>
  /** Answers `profiles.confirmAuthHost` with this error. */
  confirmError: AppError | null
  exportOptions: ExportOptions
  branding: BrandingView
  /** What the dialog for a logo answers. */
  logoChoice: Result<Logo | null, AppError>
  updates: UpdateState
  /** What a check by hand finds. */
  updatesAfterCheck: Partial<UpdateState>
  /** Answers `updates.setOn`, `skip` and `openPage` with this error. */
  updatesError: AppError | null
}

export const READY: AppInfo['keychain'] = {
  status: 'ready',
  message: 'Secrets are kept in the keychain.',
  advice: [],
}

export const UPDATES_NOT_ASKED: UpdateState = {
  version: '0.1.0',
  on: false,
  blocked: null,
  asks: 'https://api.github.com/repos/o/r/releases',
  lastCheck: null,
  findings: null,
  notice: null,
}

const NOTHING_CHECKED: CheckResult = { steps: [], findings: [], passed: true, unconfirmedAuthHost: null }

/** All is well, and no tenant is stored. */
export const usualState = (): FakeState => ({
  ...usualFleetState(),
  ...usualHistory(),
  profiles: [],
  readOnly: false,
  notice: null,
  host: 'electron',
  keychain: READY,
  keychainAfterCheck: READY,
  rows: ticketRows(60),
  summary: {},
  summaryAnswer: (summary) => ok(aSummaryAnswer(summary)),
  purposeSet: (summary) => ok(summary),
  causeRows: causeRows(3),
  importPreview: null,
  importError: null,
  notRemoved: [],
  undoError: null,
  importedUnconfirmed: [],
  checkResult: NOTHING_CHECKED,
  exportResult: ok({ state: 'saved', path: '/home/me/Documents/contoso.pdf', id: 'c'.repeat(32) }),
  exportOptions: {
    recipes: [{ name: 'halo-tickets', title: 'Read and update tickets' }],
    purpose: null,
    review: null,
    branding: false,
  },
  branding: { name: '', colour: null, logo: null, colourText: null, notice: null },
  logoChoice: ok(null),
  openedInHalo: ok(null),
  inventories: {},
  inventoryError: null,
  noteError: null,
  saveError: null,
  secretError: null,
  beforeSecret: () => Promise.resolve(),
  certificatesIn: () => ok([]),
  confirmError: null,
  keptAtRemoval: [],
  openedSnapshot: ok({
    kind: 'comparison',
    runId: 'snapshot-1',
    snapshot: { file: 'Contoso.json', sha256: 'ab'.repeat(32) },
  }),
  held: null,
  updates: UPDATES_NOT_ASKED,
  updatesAfterCheck: {},
  updatesError: null,
})
