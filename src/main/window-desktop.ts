import type { Channel } from '../shared/ipc/contract'
import type { AppError } from '../shared/app-error'
import type { ExportResult, OpenedSnapshot } from '../shared/ipc/target'
import type { RecentFile } from '../shared/files/preferences'
import type { Result } from '../shared/result'
import type { Handlers } from './ipc/handlers'
import type { DesktopService } from './services/desktop/desktop-service'
import type { InventoryRuns } from './services/inventory/inventory-runs'
import type { EitherSnapshot } from './services/reports/open-snapshot'
import type { OpenResults } from './services/runs/open-results'
import type { RunRegistry } from './services/runs/run-registry'

/** The window's requests about the system around it: a part of its composition root. */
export const desktopHandlers = (
  desktop: DesktopService,
): Pick<Handlers, Extract<Channel, `desktop:${string}`>> => ({
  'desktop:setCommands': (input) => desktop.setCommands(input),
  'desktop:setTyped': (input) => desktop.setTyped(input),
  'desktop:recent': () => desktop.recent(),
  'desktop:openRecent': (input) => desktop.openRecent(input),
  'desktop:clearRecent': () => desktop.clearRecent(),
  'desktop:openText': (input) => desktop.openText(input),
  'desktop:showInFolder': (input) => desktop.showInFolder(input),
  'desktop:openLogFolder': () => desktop.openLogFolder(),
})

/** Makes a snapshot that was read one of the window's results. */
export const openSnapshotWith =
  ({
    registry,
    results,
    inventories,
  }: {
    readonly registry: Pick<RunRegistry, 'add'>
    readonly results: Pick<OpenResults, 'hold' | 'note'>
    readonly inventories: Pick<InventoryRuns, 'openSnapshot'>
  }) =>
  async (snapshot: EitherSnapshot): Promise<OpenedSnapshot> => {
    const { kind, origin } = snapshot
    if (kind === 'applications') return { kind, ...(await inventories.openSnapshot(snapshot.file, origin)) }
    const { comparison } = snapshot
    const runId = registry.add(comparison)
    results.hold(runId, { target: null, title: comparison.tenant.name, resources: [], snapshot: origin })
    results.note({ runId, phase: 'done' })
    return { kind, runId, snapshot: origin }
  }

/**
 * Remembers a snapshot that was saved, to be opened again.
 * @returns a function that answers with what was exported; `nameOf` its tenant's name, null where it is not known any more
 */
export const rememberingSnapshots =
  (desktop: Pick<DesktopService, 'remember'>) =>
  async (
    kind: RecentFile['kind'],
    { format, redact }: { readonly format: string; readonly redact: boolean },
    exporting: Promise<Result<ExportResult, AppError>>,
    nameOf: () => Promise<string | null>,
  ): Promise<Result<ExportResult, AppError>> => {
    const exported = await exporting
    if (!exported.ok || exported.value.state !== 'saved' || format !== 'snapshot') return exported
    // In a redacted one nobody is called by name.
    const name = redact ? 'Redacted snapshot' : await nameOf()
    if (name !== null) await desktop.remember(exported.value.path, { kind, name })
    return exported
  }
