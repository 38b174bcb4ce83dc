import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type {
  FleetFormat,
  FleetProgress,
  FleetResultKind,
  FleetRun,
  OpenedFleetResult,
  WindowWork,
} from '../../../../shared/ipc/fleet'
import type { ExportResult } from '../../../../shared/ipc/target'
import type { Result } from '../../../../shared/result'
import { ask } from '../../bridge'
import { ALL_ROWS, FIRST_SORTING, withProgress, type MatrixLook } from './matrix-rows'

/** Which tenants, and what is done with them. */
export interface FleetSetup {
  readonly which: 'all' | 'tag' | 'chosen'
  readonly tag: string | null
  readonly chosen: ReadonlySet<string>
  readonly work: readonly WindowWork[]
  readonly atOnce: number
}

/** A cell of the matrix. */
export interface MatrixPlace {
  /** null: the head of the column. */
  readonly profileId: string | null
  readonly column: string
}

export type FleetTab = 'matrix' | 'outliers'

interface FleetState {
  /** The run of this session; null: none was started. */
  readonly run: FleetRun | null
  readonly setup: FleetSetup
  /** Whether a new run is set up while there is one to look at. */
  readonly settingUp: boolean
  /** What the last request came to that failed. */
  readonly error: AppError | null
  /** Requests that each tenant took in this session, by what was done. */
  readonly took: Readonly<Record<string, number>>
  readonly tab: FleetTab
  readonly look: MatrixLook
  /** The cell that has the focus, or had it; null: none had. */
  readonly place: MatrixPlace | null

  readonly start: (profileIds: readonly string[]) => Promise<boolean>
  readonly pause: () => Promise<void>
  readonly resume: () => Promise<void>
  readonly cancel: () => Promise<void>
  readonly again: () => Promise<void>
  readonly setBaseline: (baseline: string) => Promise<void>
  readonly openResult: (
    profileId: string,
    kind: FleetResultKind,
  ) => Promise<Result<OpenedFleetResult, AppError> | null>
  /** null: it failed, and `error` says why. */
  readonly exportAs: (format: FleetFormat) => Promise<ExportResult | null>
  readonly receive: (progress: FleetProgress) => void
  /** Takes up the run that main has. @returns whether there is one */
  readonly reattach: () => Promise<boolean>
  readonly setUp: (change: Partial<FleetSetup>) => void
  readonly showSetup: (settingUp: boolean) => void
  readonly showTab: (tab: FleetTab) => void
  readonly setLook: (change: Partial<MatrixLook>) => void
  /** A column that is sorted by already turns around. */
  readonly sortBy: (column: string) => void
  readonly setPlace: (place: MatrixPlace) => void
  readonly setError: (error: AppError | null) => void
}

const FIRST_SETUP: FleetSetup = {
  which: 'all',
  tag: null,
  chosen: new Set(),
  work: ['check', 'compare'],
  atOnce: 10,
}

/** Under which a tenant's requests are remembered: another work takes others. */
export const tookKey = (profileId: string, work: readonly WindowWork[]): string =>
  [profileId, ...[...work].sort()].join(' ')

/** Many tenants in one run, as the window knows it, and how it is looked at. */
export const useFleet = create<FleetState>()((set, get) => {
  /** Reports of a run whose answer to `start` or `current` is not here yet. */
  let early: FleetProgress[] = []

  const failed = (error: AppError): void => {
    set({ error })
  }

  const show = (run: FleetRun): void => {
    const missed = early.filter(({ fleetId }) => fleetId === run.fleetId)
    early = []
    set({ run: missed.reduce(withProgress, run), error: null })
  }

  /** Asks main something about the run that needs no answer but that it was done. */
  const tell = async (request: 'pause' | 'resume' | 'cancel'): Promise<void> => {
    const { run } = get()
    if (run === null) return
    const answer = await ask(({ fleet }) => fleet[request]({ fleetId: run.fleetId }))
    if (!answer.ok) failed(answer.error)
  }

  /** What follows from many parts, such as outliers, main works out. */
  const refresh = async (): Promise<void> => {
    const answer = await ask(({ fleet }) => fleet.current())
    if (answer.ok && answer.value !== null && answer.value.fleetId === get().run?.fleetId) show(answer.value)
  }

  return {
    run: null,
    setup: FIRST_SETUP,
    settingUp: false,
    error: null,
    took: {},
    tab: 'matrix',
    look: { ...ALL_ROWS, sorting: FIRST_SORTING },
    place: null,

    start: async (profileIds) => {
      const { work, atOnce } = get().setup
      const answer = await ask(({ fleet }) => fleet.start({ profileIds, work, atOnce }))
      if (!answer.ok) {
        failed(answer.error)
        return false
      }
      set({
        settingUp: false,
        tab: 'matrix',
        look: { ...ALL_ROWS, sorting: FIRST_SORTING },
        place: null,
      })
      show(answer.value)
      return true
    },
    pause: () => tell('pause'),
    resume: () => tell('resume'),
    cancel: () => tell('cancel'),
    again: async () => {
      const { run } = get()
      if (run === null) return
      const answer = await ask(({ fleet }) => fleet.again({ fleetId: run.fleetId }))
      if (answer.ok) show(answer.value)
      else failed(answer.error)
    },
    setBaseline: async (baseline) => {
      const { run } = get()
      if (run === null) return
      const answer = await ask(({ fleet }) => fleet.setBaseline({ fleetId: run.fleetId, baseline }))
      if (answer.ok) show(answer.value)
      else failed(answer.error)
    },
    openResult: async (profileId, kind) => {
      const { run } = get()
      if (run === null) return null
      const answer = await ask(({ fleet }) => fleet.openResult({ fleetId: run.fleetId, profileId, kind }))
      if (!answer.ok) failed(answer.error)
      return answer
    },
    exportAs: async (format) => {
      const { run } = get()
      if (run === null) return null
      const answer = await ask(({ fleet }) => fleet.export({ fleetId: run.fleetId, format }))
      set({ error: answer.ok ? null : answer.error })
      return answer.ok ? answer.value : null
    },
    receive: (progress) => {
      const { run, took } = get()
      if (run?.fleetId !== progress.fleetId) {
        early.push(progress)
        return
      }
      const requests = progress.tenants.flatMap((tenant) =>
        tenant.phase === 'ended'
          ? [[tookKey(tenant.profileId, run.work), tenant.part.counts.requests] as const]
          : [],
      )
      set({
        run: withProgress(run, progress),
        ...(requests.length > 0 && { took: { ...took, ...Object.fromEntries(requests) } }),
      })
      if (progress.phase !== run.phase && (progress.phase === 'ended' || progress.phase === 'paused'))
        void refresh()
    },
    reattach: async () => {
      const answer = await ask(({ fleet }) => fleet.current())
      if (!answer.ok || answer.value === null) return false
      if (get().run === null) show(answer.value)
      return true
    },
    setUp: (change) => {
      set(({ setup }) => ({ setup: { ...setup, ...change } }))
    },
    showSetup: (settingUp) => {
      set({ settingUp, error: null })
    },
    showTab: (tab) => {
      set({ tab })
      if (tab === 'outliers' && get().run?.phase !== 'ended') void refresh()
    },
    setLook: (change) => {
      set(({ look }) => ({ look: { ...look, ...change } }))
    },
    sortBy: (column) => {
      set(({ look }) => {
        const { sorting } = look
        // Names from the start of the alphabet; of everything else the worst first.
        const descending = sorting.column === column ? !sorting.descending : column !== 'name'
        return { look: { ...look, sorting: { column, descending } } }
      })
    },
    setPlace: (place) => {
      set({ place })
    },
    setError: (error) => {
      set({ error })
    },
  }
})

/** Whether tenants are being run, or will be. */
export const isFleetUnderWay = ({ run }: Pick<FleetState, 'run'>): boolean =>
  run !== null && run.phase !== 'ended'
