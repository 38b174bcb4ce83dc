import { newReleases, type NewRelease } from '../../../core/updates/new-releases'
import { appError, type AppError } from '../../../shared/app-error'
import type { UpdateSettings } from '../../../shared/files/updates'
import type { CheckFault, ReleaseView, UpdateFindings, UpdateState } from '../../../shared/ipc/updates'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock, PublishedReleases, ReleaseFeed, UpdatePolicy, UpdateSettingsStore } from '../../ports'
import { createSerialQueue } from '../../serial-queue'

export interface UpdateParts {
  /** null: this build does not know where new versions are published. */
  readonly feed: ReleaseFeed | null
  /** Asked each time: an administrator may decide while Crossview runs. */
  readonly policy: () => Promise<UpdatePolicy>
}

interface UpdateServiceDeps extends UpdateParts {
  readonly version: string
  readonly store: UpdateSettingsStore
  readonly clock: Clock
  readonly openBrowser: (url: string) => Promise<void>
}

type Changed = Promise<Result<UpdateState, AppError>>

export interface UpdateService {
  state(): Promise<UpdateState>
  /** Checks where that was switched on and the last check is a day ago. */
  checkAtStart(): Promise<UpdateState>
  /** By hand, also while it is off. */
  check(): Promise<UpdateState>
  setOn(on: boolean): Changed
  skip(version: string): Changed
  openPage(): Promise<Result<null, AppError>>
  /** Breaks off a check under way. */
  close(): void
}

const DAY_MS = 24 * 60 * 60 * 1000
/** SECURITY: a page that asks without end gets no more checks and opens no more browser pages than this. */
const AT_MOST_EACH_MS = 2_000

/**
 * Looks for new versions when a person wants it, and tells. SECURITY: it downloads nothing, starts nothing,
 * and has no way to a tenant or a secret; what a check finds stays in memory.
 */
export const createUpdateService = (deps: UpdateServiceDeps): UpdateService => {
  const { feed, policy, version, store, clock, openBrowser } = deps
  const inOrder = createSerialQueue()
  const end = new AbortController()
  let findings: UpdateFindings | null = null
  let underWay: Promise<void> | null = null
  /** Whether a person pressed the button for the one under way. */
  let isWanted = false
  let checked: number | null = null
  let opened: number | null = null

  const blocked = async (): Promise<UpdateState['blocked']> => {
    const decided = await policy()
    if (decided.managed) {
      const { file, fault } = decided
      return { by: 'organisation', file, fault: fault === null ? null : faultyPolicy(file, fault) }
    }
    return feed === null ? { by: 'build' } : null
  }

  const state = async (): Promise<UpdateState> => {
    const { settings, notice } = await store.load()
    const why = await blocked()
    return {
      version,
      on: settings.on,
      blocked: why,
      asks: feed?.asks ?? null,
      lastCheck: settings.lastCheck,
      // Nor is anybody told of what was found before an administrator decided.
      findings: why === null ? withSkipped(findings, settings.skipped) : null,
      notice,
    }
  }

  /** A choice that is made while a check waits for its answer does not wait for it, too. */
  const change = (next: (settings: UpdateSettings) => UpdateSettings): Promise<Result<null, AppError>> =>
    inOrder(async () => store.save(next((await store.load()).settings)))
  const changed = async (next: (settings: UpdateSettings) => UpdateSettings): Changed => {
    const saved = await change(next)
    return saved.ok ? ok(await state()) : saved
  }

  const ask = async (from: ReleaseFeed, byHand: boolean): Promise<UpdateFindings> => {
    const at = clock.now().toISOString()
    const note = (failed: boolean) => change((settings) => ({ ...settings, lastCheck: { at, failed } }))
    // Before it is asked: a start that is killed meanwhile, or cannot write, does not ask again and again.
    const noted = await note(true)
    if (!noted.ok && !byHand) {
      const { message, advice } = noted.error
      return { state: 'failed', fault: { message: `Nothing was asked. ${message}`, advice } }
    }
    const read = await from.read(end.signal)
    if (!read.ok) return { state: 'failed', fault: read.error }
    await note(false)
    return found(read.value, version, from.page)
  }

  const askAndKeep = async (from: ReleaseFeed, byHand: boolean): Promise<void> => {
    const answer = await ask(from, byHand)
    checked = clock.monotonic()
    // Nobody is told of what a start asked for who switched that off meanwhile.
    findings = isWanted || (await store.load()).settings.on ? answer : null
  }

  /** One request at a time: who comes meanwhile gets what the one under way finds. */
  const checkIf = async (
    mayAsk: (settings: UpdateSettings) => boolean,
    byHand: boolean,
  ): Promise<UpdateState> => {
    const why = await blocked()
    const { settings } = await store.load()
    if (feed === null || why !== null || (underWay === null && !mayAsk(settings))) return state()
    isWanted ||= byHand
    await (underWay ??= askAndKeep(feed, byHand).finally(() => {
      underWay = null
      isWanted = false
    }))
    return state()
  }

  return {
    state,
    checkAtStart: () => checkIf((settings) => isDue(settings, clock.now()), false),
    check: () => checkIf(() => hasPassed(checked, clock), true),
    setOn: async (on) => {
      const why = on ? await blocked() : null
      return why === null ? changed((settings) => ({ ...settings, on })) : err(notToBeSwitchedOn(why))
    },
    skip: async (skipped) =>
      findings?.state === 'newer' && findings.releases[0]?.version === skipped
        ? changed((settings) => ({ ...settings, skipped }))
        : err(appError('NOT_FOUND', 'That is not the newest version that was found. Check again.')),
    openPage: async () => {
      // SECURITY: a page cannot name an address; the only one is the build's own.
      if (feed === null) return err(appError('NOT_FOUND', NO_PLACE))
      if (!hasPassed(opened, clock)) return ok(null)
      opened = clock.monotonic()
      try {
        await openBrowser(feed.page)
        return ok(null)
      } catch {
        return err(
          appError('INTERNAL', 'The default browser could not be opened.', {
            advice: [`Open ${feed.page} in a browser yourself.`],
          }),
        )
      }
    },
    close: () => {
      end.abort()
    },
  }
}

/** A moment that lies ahead was written by a clock that was wrong. */
const isDue = ({ on, lastCheck }: UpdateSettings, now: Date): boolean => {
  if (!on || lastCheck === null) return on
  const passed = now.getTime() - new Date(lastCheck.at).getTime()
  return passed < 0 || passed >= DAY_MS
}

const hasPassed = (since: number | null, clock: Clock): boolean =>
  since === null || clock.monotonic() - since >= AT_MOST_EACH_MS

const found = ({ releases, more }: PublishedReleases, running: string, page: string): UpdateFindings => {
  const { newest, newer, reachesBack } = newReleases(releases, running)
  if (newest === null && more) return { state: 'failed', fault: onlyEarlyOnes(page) }
  return newer.length === 0
    ? { state: 'up-to-date', newest }
    : { state: 'newer', releases: newer.map(viewOf), more: more && !reachesBack, skipped: false }
}

/** GitHub sends the newest first, and what is older only when it is asked again. */
const onlyEarlyOnes = (page: string): CheckFault => ({
  message:
    'All the newest versions are early ones, which are not meant for everybody. Whether an older one is newer than yours was not asked.',
  advice: [`Look at ${page} in a browser.`],
})

const viewOf = ({ version, release }: NewRelease): ReleaseView => ({
  version,
  title: release.title,
  notes: release.notes,
  cut: release.cut,
  publishedAt: release.publishedAt,
})

const withSkipped = (findings: UpdateFindings | null, skipped: string | null): UpdateFindings | null =>
  findings?.state === 'newer' ? { ...findings, skipped: findings.releases[0]?.version === skipped } : findings

const NO_PLACE = 'This build does not know where new versions are published.'

const faultyPolicy = (file: string, why: string): string =>
  `The policy ${file} cannot be used: ${why}. To be safe, nothing is checked; an administrator can put it right or remove it.`

const notToBeSwitchedOn = ({ by }: NonNullable<UpdateState['blocked']>): AppError =>
  appError('CONFLICT', by === 'build' ? NO_PLACE : 'The update check is managed by your organisation.')
