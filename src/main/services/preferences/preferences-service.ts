import type { AppError } from '../../../shared/app-error'
import type { Preferences } from '../../../shared/files/preferences'
import type { PreferencesApi, ViewPreferences } from '../../../shared/ipc/preferences'
import { ok, type Result } from '../../../shared/result'
import type { PreferencesStore } from '../../ports'
import { createSerialQueue } from '../../serial-queue'

/** Names of panels and grids are the window's; more of them than this are none of ours. */
const MOST_NAMES = 100

/**
 * The one owner of the preferences: reads the file once, changes it one after another. What cannot be written still counts until
 * the end of the program.
 */
export class PreferencesService implements PreferencesApi {
  private readonly queue = createSerialQueue()
  private readonly listeners = new Set<(preferences: Preferences) => void>()
  private loading: Promise<void> | null = null
  private now: Preferences | null = null
  private notice: string | null = null

  constructor(private readonly store: PreferencesStore) {}

  /** What counts now. Never rejects. */
  async current(): Promise<Preferences> {
    this.loading ??= this.store.load().then(({ settings, notice }) => {
      this.now = settings
      this.notice = notice
    })
    await this.loading
    return this.now as Preferences // set by the loading, which never rejects
  }

  /** Changes what `next` says, and keeps it. */
  update(next: (before: Preferences) => Preferences): Promise<Result<Preferences, AppError>> {
    return this.queue(async () => {
      const changed = next(await this.current())
      if (changed === this.now) return ok(changed)
      this.now = changed
      for (const listener of this.listeners) listener(changed)
      const saved = await this.store.save(changed)
      if (!saved.ok) return saved
      this.notice = null
      return ok(changed)
    })
  }

  /** Tells of every change. Returns the function that stops it. */
  onChange(listener: (preferences: Preferences) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async get(): Promise<Result<ViewPreferences, AppError>> {
    return ok(viewOf(await this.current(), this.notice))
  }

  change({ change }: Parameters<PreferencesApi['change']>[0]): ReturnType<PreferencesApi['change']> {
    return this.viewAfter((before) => ({ ...before, ...change }))
  }

  setPanel({
    panel,
    size,
  }: Parameters<PreferencesApi['setPanel']>[0]): ReturnType<PreferencesApi['setPanel']> {
    return this.viewAfter((before) => ({ ...before, panels: withEntry(before.panels, panel, size) }))
  }

  setGrid({ grid, look }: Parameters<PreferencesApi['setGrid']>[0]): ReturnType<PreferencesApi['setGrid']> {
    return this.viewAfter((before) => ({ ...before, grids: withEntry(before.grids, grid, look) }))
  }

  private async viewAfter(
    next: (before: Preferences) => Preferences,
  ): Promise<Result<ViewPreferences, AppError>> {
    const changed = await this.update(next)
    return changed.ok ? ok(viewOf(changed.value, this.notice)) : changed
  }
}

const withEntry = <Value>(
  entries: Readonly<Record<string, Value>>,
  name: string,
  value: Value | null,
): Readonly<Record<string, Value>> => {
  const others = Object.entries(entries).filter(([each]) => each !== name)
  return Object.fromEntries(value === null ? others : [...others, [name, value] as const].slice(-MOST_NAMES))
}

const viewOf = (
  { theme, zoom, notify, share, panels, grids }: Preferences,
  notice: string | null,
): ViewPreferences => ({ theme, zoom, notify, share, panels, grids, notice })
