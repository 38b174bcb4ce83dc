import type { CommandId } from '../../../shared/commands'
import { appError, type AppError } from '../../../shared/app-error'
import { GIVEN_FILES } from '../../../shared/bounds'
import { counted } from '../../../core/comparison/count-text'
import type { RecentFile } from '../../../shared/files/preferences'
import type { DesktopApi, DesktopMessage, OpenedFile } from '../../../shared/ipc/desktop'
import type { ImportPreview } from '../../../shared/ipc/import-preview'
import type { OpenedSnapshot } from '../../../shared/ipc/target'
import { err, ok, type Result } from '../../../shared/result'
import { readGivenFile } from '../../given-file'
import type { ChosenFile, Clock } from '../../ports'
import { fileId } from '../../saved-file'
import type { PreferencesService } from '../preferences/preferences-service'
import { openEither, type EitherSnapshot } from '../reports/open-snapshot'
import { recentView, withoutRecent, withRecent } from './recent-files'
import type { SavedFiles } from './saved-files'

/** The system's own windows of folders. Each is false where there was nothing to show. */
export interface ShownFiles {
  /** @param path of a file or folder that was saved in this session */
  inFolder(path: string): Promise<boolean>
  logFolder(): Promise<boolean>
}

interface DesktopDeps {
  readonly preferences: Pick<PreferencesService, 'current' | 'update'>
  readonly clock: Pick<Clock, 'now'>
  readonly saved: SavedFiles
  readonly shown: ShownFiles
  /** Makes a snapshot that was read a result of the window. */
  readonly open: (snapshot: EitherSnapshot) => Promise<OpenedSnapshot>
  readonly importText: (name: string, text: string) => Promise<Result<ImportPreview, AppError>>
}

/** Messages that wait for a page: more come from no person. */
const MOST_WAITING = 50

type Requests = Omit<DesktopApi, 'onMessage'>

/** What surrounds the window: files that were given, opened or saved, and the commands of its menu; see `DesktopApi`. */
export class DesktopService implements Requests {
  private readonly listeners = new Set<(message: DesktopMessage) => void>()
  private readonly onCommands = new Set<(commands: readonly CommandId[]) => void>()
  private waiting: DesktopMessage[] = []
  /** Files that are not opened yet: what is open already a new page would take for that of one before it. */
  private given: readonly string[] = []
  private isHeard = false
  private typed = false

  constructor(private readonly deps: DesktopDeps) {}

  /** Told what the page is to hear, once it listens. Returns the function that stops it. */
  onMessage(listener: (message: DesktopMessage) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Told which commands the page can do, whenever that changes. */
  onCommandsChanged(listener: (commands: readonly CommandId[]) => void): void {
    this.onCommands.add(listener)
  }

  /** Tells the page, or keeps it for the page that is being loaded. */
  tell(message: DesktopMessage): void {
    if (this.isHeard) for (const listener of this.listeners) listener(message)
    else this.waiting = [...this.waiting, message].slice(-MOST_WAITING)
  }

  /** The page is gone or loaded anew: it can do nothing until it says so. */
  pageLeft(): void {
    this.isHeard = false
    this.typed = false
    for (const listener of this.onCommands) listener([])
  }

  setCommands({ commands }: Parameters<Requests['setCommands']>[0]): ReturnType<Requests['setCommands']> {
    const { waiting, given } = this
    this.isHeard = true
    this.waiting = []
    this.given = []
    for (const listener of this.onCommands) listener(commands)
    for (const message of waiting) this.tell(message)
    void this.openGiven(given)
    return Promise.resolve(ok(null))
  }

  isTyped(): boolean {
    return this.typed
  }

  setTyped({ typed }: Parameters<Requests['setTyped']>[0]): ReturnType<Requests['setTyped']> {
    this.typed = typed
    return Promise.resolve(ok(null))
  }

  /** Opens a snapshot that somebody chose, and remembers where it lies. */
  async openChosen(file: ChosenFile): Promise<Result<OpenedSnapshot, AppError>> {
    const read = await openEither(file)
    if (!read.ok) return read
    const opened = await this.deps.open(read.value)
    if (file.path !== undefined) await this.remember(file.path, aboutOf(read.value))
    return ok(opened)
  }

  /** Opens what the system gave to Crossview, one after another; what is wrong with one is told of that one. @param paths absolute */
  async openGiven(paths: readonly string[]): Promise<void> {
    if (!this.isHeard) {
      this.given = [...this.given, ...paths].slice(0, GIVEN_FILES.most + 1)
      return
    }
    for (const path of paths.slice(0, GIVEN_FILES.most)) {
      const opened = await this.openAt(path)
      this.tell(
        opened.ok ? { kind: 'opened', opened: opened.value } : { kind: 'failed', error: opened.error },
      )
    }
    const left = paths.length - GIVEN_FILES.most
    if (left > 0)
      this.tell({
        kind: 'failed',
        error: appError(
          'BUSY',
          `${counted(left, 'file')} of those that were given at once were not opened.`,
          {
            advice: [`Open at most ${counted(GIVEN_FILES.most, 'file')} at once.`],
          },
        ),
      })
  }

  async openText({ name, text }: Parameters<Requests['openText']>[0]): Promise<Result<OpenedFile, AppError>> {
    if (isTenants(name, text)) {
      const preview = await this.deps.importText(name, text)
      return preview.ok ? ok({ kind: 'import', preview: preview.value }) : preview
    }
    const opened = await this.openChosen({ name, text })
    return opened.ok ? ok({ kind: 'opened', opened: opened.value }) : opened
  }

  /** A snapshot that was saved can be opened again as well as one that was opened. @param name what its tenant is called in it */
  async remember(path: string, about: Pick<RecentFile, 'name' | 'kind'>): Promise<void> {
    const openedAt = this.deps.clock.now().toISOString()
    // One that could not be kept counts until the end of the program; nobody waits for that.
    await this.deps.preferences.update((before) =>
      withRecent(before, { path, ...about, name: about.name.slice(0, 300), openedAt }),
    )
  }

  async recent(): ReturnType<Requests['recent']> {
    const { recent } = await this.deps.preferences.current()
    return ok(recent.map(recentView))
  }

  async openRecent({ id }: Parameters<Requests['openRecent']>[0]): Promise<Result<OpenedSnapshot, AppError>> {
    const { recent } = await this.deps.preferences.current()
    const file = recent.find(({ path }) => fileId(path) === id)
    if (file === undefined)
      return err(
        appError('NOT_FOUND', 'This file is not among those that were opened last.', {
          advice: ['Open the snapshot by its file.'],
        }),
      )
    const opened = await this.openAt(file.path)
    if (!opened.ok && opened.error.code === 'NOT_FOUND')
      await this.deps.preferences.update((before) => withoutRecent(before, file.path))
    return opened
  }

  /** The same from the menu, which shows nothing itself. */
  async showRecent(id: string): Promise<void> {
    const opened = await this.openRecent({ id })
    this.tell(opened.ok ? { kind: 'opened', opened: opened.value } : { kind: 'failed', error: opened.error })
  }

  async clearRecent(): ReturnType<Requests['clearRecent']> {
    const cleared = await this.deps.preferences.update((before) => ({ ...before, recent: [] }))
    return cleared.ok ? ok(null) : cleared
  }

  /** SECURITY: nothing but what was saved in this session, by an id that main made. */
  async showInFolder({ id }: Parameters<Requests['showInFolder']>[0]): Promise<Result<null, AppError>> {
    const path = this.deps.saved.pathOf(id)
    return path === undefined
      ? err(notShown('the file'))
      : this.shown('the file', this.deps.shown.inFolder(path))
  }

  async openLogFolder(): Promise<Result<null, AppError>> {
    return this.shown('the log folder', this.deps.shown.logFolder())
  }

  private async openAt(path: string): Promise<Result<OpenedSnapshot, AppError>> {
    const file = await readGivenFile(path)
    if (!file.ok) return file
    const opened = await this.openChosen(file.value)
    return opened.ok ? opened : err(ofFile(file.value.name, opened.error))
  }

  private async shown(what: string, showing: Promise<boolean>): Promise<Result<null, AppError>> {
    return (await showing.catch(() => false)) ? ok(null) : err(notShown(what))
  }
}

/** Several may be told of at once, so that each says whose it is. */
const ofFile = (name: string, error: AppError): AppError => ({
  ...error,
  message: `${name} was not opened. ${error.message}`,
})

const notShown = (what: string): AppError =>
  appError(
    'NOT_FOUND',
    `Crossview could not show ${what}: it is not there any more, or nothing shows folders here.`,
    {
      advice: ['Look for it in the file manager.'],
    },
  )

const aboutOf = (snapshot: EitherSnapshot): Pick<RecentFile, 'name' | 'kind'> =>
  snapshot.kind === 'comparison'
    ? { name: snapshot.comparison.tenant.name, kind: 'comparison' }
    : { name: snapshot.file.facts.tenant.name, kind: 'applications' }

/** By the name, and of JSON, which both are, by how it begins: an export of tenants says so, and other lists of them have no schema. */
const isTenants = (name: string, text: string): boolean => {
  if (/\.csv$/i.test(name)) return true
  if (!/\.json$/i.test(name)) return false
  const schema = /^\s*\{\s*"schema"\s*:\s*"crossview\.([a-z-]+)/.exec(text.slice(0, 200))?.[1]
  return schema === undefined || schema === 'profiles-export'
}
