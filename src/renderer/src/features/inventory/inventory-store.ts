import { create } from 'zustand'
import type { Resource } from '../../../../core/halo/resource'
import type { ApplicationNote } from '../../../../core/inventory/inventory'
import type { Decision } from '../../../../core/inventory/review'
import type { AppError } from '../../../../shared/app-error'
import type { RunTarget, WindowPlace } from '../../../../shared/ipc/api'
import type {
  InventoryApi,
  InventoryProgress,
  InventorySummary,
  PickedApplication,
} from '../../../../shared/ipc/inventory'
import type { Result } from '../../../../shared/result'
import { ask } from '../../bridge'
import { useNoteDrafts } from './application/note-drafts'

/** The reading of a tenant's applications that the window shows. */
export interface InventoryRun {
  /** null for a snapshot. */
  readonly target: RunTarget | null
  readonly title: string
  /** null until main has answered. */
  readonly inventoryId: string | null
  readonly state: 'running' | 'cancelling' | 'done' | 'failed'
  readonly progress: Extract<InventoryProgress, { requests: number }> | null
  readonly error: AppError | null
}

interface Asked {
  readonly target: RunTarget
  readonly title: string
  readonly resources: readonly Resource[]
}

export type InventoryTab = 'applications' | 'review' | 'blast-radius'

/** The applications of a tenant, or of a snapshot, and how they are looked at. */
export interface OpenInventory {
  /** Its name in the window: that of its reading is not known at first. */
  readonly key: string
  readonly run: InventoryRun
  /** null until it is done, and while it is not asked for. */
  readonly summary: InventorySummary | null
  readonly tab: InventoryTab
  /** The application that is open; null: the table is. */
  readonly opened: string | null
  /** What was on screen when this was opened: the way back. */
  readonly cameFrom: string | null
}

interface InventoryState extends Omit<OpenInventory, 'key' | 'run' | 'cameFrom'> {
  /** Of the one on screen; null: none is open. */
  readonly run: InventoryRun | null
  /** All that are open, in the order they were opened. */
  readonly inventories: readonly OpenInventory[]
  /** Key of the one on screen. */
  readonly chosen: string | null
  /** What a blast radius is drawn for; of any inventory of the session. */
  readonly picked: readonly PickedApplication[]

  /** Shows a tenant's applications: those that were read in this session, else it reads them now. */
  readonly enter: (asked: Asked) => Promise<void>
  readonly start: (asked: Asked) => Promise<void>
  readonly cancel: () => Promise<void>
  readonly resume: () => Promise<void>
  /** Shows a snapshot that main has opened. */
  readonly show: (inventoryId: string) => Promise<void>
  /** Takes up what a page before this one had open. @returns whether the one that it showed is there */
  readonly reattach: (place: WindowPlace['inventory']) => Promise<boolean>
  readonly choose: (key: string) => void
  readonly close: (key: string) => void
  readonly receive: (progress: InventoryProgress) => void
  readonly showTab: (tab: InventoryTab) => void
  readonly open: (applicationId: string | null) => void
  readonly pick: (picked: readonly PickedApplication[]) => void

  /** What is written down. Each answers with why it was refused; null when it was kept. */
  readonly setNote: (applicationId: string, note: ApplicationNote) => Promise<AppError | null>
  readonly decide: (applicationId: string, decision: Decision | null) => Promise<AppError | null>
  readonly setReviewer: (reviewer: string) => Promise<AppError | null>
  readonly closeReview: () => Promise<AppError | null>
}

const sameTarget = (a: RunTarget | null, b: RunTarget): boolean =>
  a?.kind === 'profile'
    ? b.kind === 'profile' && a.profileId === b.profileId
    : a?.kind === 'demo' && b.kind === 'demo' && a.scenario === b.scenario

const NOTHING = { run: null, summary: null, tab: 'applications', opened: null } as const

let made = 0

const newInventory = (
  run: Pick<InventoryRun, 'target' | 'title'> & Partial<InventoryRun>,
  cameFrom: string | null,
): OpenInventory => {
  made += 1
  return {
    ...NOTHING,
    key: `inventory-${String(made)}`,
    run: { inventoryId: null, state: 'running', progress: null, error: null, ...run },
    cameFrom,
  }
}

/** The applications that are open, those on screen, and what is written down about them. */
export const useInventory = create<InventoryState>()((set, get) => {
  // Main may report before the answer to `start` is here; the last report is applied then.
  const early = new Map<string, InventoryProgress>()

  const byId = (inventoryId: string) => get().inventories.find(({ run }) => run.inventoryId === inventoryId)

  /** The one way to change what is open: what is on screen follows from it. */
  const put = (inventories: readonly OpenInventory[], chosen: string | null) => {
    const { run, summary, tab, opened } = inventories.find(({ key }) => key === chosen) ?? NOTHING
    set({ inventories, chosen, run, summary, tab, opened })
  }

  const update = (key: string | null, change: (inventory: OpenInventory) => OpenInventory) => {
    const { inventories, chosen } = get()
    put(
      inventories.map((each) => (each.key === key ? change(each) : each)),
      chosen,
    )
  }

  const updateRun = (key: string | null, change: Partial<InventoryRun>) => {
    update(key, (inventory) => ({ ...inventory, run: { ...inventory.run, ...change } }))
  }

  /** Opens it beside the others, and shows it. */
  const begin = (run: Parameters<typeof newInventory>[0]): OpenInventory => {
    const fresh = newInventory(run, get().chosen)
    put([...get().inventories, fresh], fresh.key)
    return fresh
  }

  const loadSummary = async (key: string, inventoryId: string) => {
    const answer = await ask(({ inventory }) => inventory.summary({ inventoryId }))
    if (!answer.ok) {
      updateRun(key, { state: 'failed', error: answer.error })
      return
    }
    const { target, facts } = answer.value
    const title = facts.tenant.name
    update(key, (inventory) => ({
      ...inventory,
      summary: answer.value,
      run: { ...inventory.run, state: 'done', ...(target === null && { title }) },
    }))
    // A tenant has one inventory: the last reading stands in the place of the one before.
    const { inventories, chosen } = get()
    const old = inventories.filter(
      ({ key: other, run }) => other !== key && target !== null && sameTarget(run.target, target) && run.state !== 'running', // prettier-ignore
    )
    if (old.length > 0)
      put(
        inventories.filter((each) => !old.includes(each)),
        old.some((each) => each.key === chosen) ? key : chosen,
      )
  }

  const change = async (
    request: (inventory: InventoryApi, inventoryId: string) => Promise<Result<InventorySummary, AppError>>,
  ): Promise<AppError | null> => {
    const { chosen, run } = get()
    const inventoryId = run?.inventoryId
    if (inventoryId == null) return null
    const answer = await ask(({ inventory }) => request(inventory, inventoryId))
    if (!answer.ok) return answer.error
    update(chosen, (inventory) => ({ ...inventory, summary: answer.value }))
    return null
  }

  const read = async (key: string, { target, resources }: Asked) => {
    const answer = await ask(({ inventory }) => inventory.start({ target, resources }))
    if (!answer.ok) {
      updateRun(key, { state: 'failed', error: answer.error })
      return
    }
    const { inventoryId } = answer.value
    updateRun(key, { inventoryId })
    const reported = early.get(inventoryId)
    early.delete(inventoryId)
    if (reported !== undefined) get().receive(reported)
  }

  return {
    inventories: [],
    chosen: null,
    picked: [],
    ...NOTHING,

    enter: async (asked) => {
      const open = get().inventories.find(
        ({ run }) => run.state !== 'failed' && sameTarget(run.target, asked.target),
      )
      if (open !== undefined) {
        get().choose(open.key)
        return
      }
      const { key } = begin(asked)
      const known = await ask(({ inventory }) => inventory.known())
      const before = known.ok ? known.value.find(({ target }) => sameTarget(target, asked.target)) : undefined
      if (before === undefined) {
        await read(key, asked)
        return
      }
      updateRun(key, { inventoryId: before.inventoryId })
      await loadSummary(key, before.inventoryId)
    },

    start: async (asked) => {
      await read(begin(asked).key, asked)
    },

    cancel: async () => {
      const { chosen, run } = get()
      const inventoryId = run?.inventoryId
      if (inventoryId == null) return
      updateRun(chosen, { state: 'cancelling' })
      const answer = await ask(({ inventory }) => inventory.cancel({ inventoryId }))
      if (!answer.ok) updateRun(chosen, { state: 'failed', error: answer.error })
    },

    resume: async () => {
      const { chosen, run } = get()
      const inventoryId = run?.inventoryId
      if (inventoryId == null) return
      updateRun(chosen, { state: 'running', progress: null, error: null })
      const answer = await ask(({ inventory }) => inventory.resume({ inventoryId }))
      if (!answer.ok) updateRun(chosen, { state: 'failed', error: answer.error })
    },

    show: async (inventoryId) => {
      const before = byId(inventoryId)
      if (before !== undefined) {
        get().choose(before.key)
        return
      }
      const { key } = begin({ target: null, title: 'Applications snapshot', inventoryId })
      await loadSummary(key, inventoryId)
    },

    reattach: async (place) => {
      const known = await ask(({ inventory }) => inventory.known())
      if (!known.ok || get().inventories.length > 0) return false
      // Newest first; of a tenant the newest stands for all of them.
      const newest = known.value.filter(
        ({ target }, at, all) =>
          target === null || all.findIndex((each) => sameTarget(each.target, target)) === at,
      )
      const inventories = newest.reverse().map(({ inventoryId, tenant, target }) => ({
        ...newInventory({ target, title: tenant, inventoryId, state: 'done' }, null),
        opened: place?.inventoryId === inventoryId ? place.applicationId : null,
      }))
      const shown =
        inventories.find(({ run }) => run.inventoryId === place?.inventoryId) ?? inventories.at(-1)
      put(inventories, null)
      if (shown !== undefined) get().choose(shown.key)
      return shown !== undefined && shown.run.inventoryId === place?.inventoryId
    },

    choose: (key) => {
      const { inventories } = get()
      put(inventories, key)
      const chosen = inventories.find((each) => each.key === key)
      if (chosen?.run.state === 'done' && chosen.summary === null && chosen.run.inventoryId !== null)
        void loadSummary(key, chosen.run.inventoryId)
    },

    close: (key) => {
      const { inventories, chosen } = get()
      const closed = inventories.find((each) => each.key === key)
      const left = inventories.filter((each) => each.key !== key)
      put(left, chosen === key ? null : chosen)
      if (closed?.run.inventoryId != null) useNoteDrafts.getState().drop(closed.run.inventoryId)
      const back = left.find((each) => each.key === closed?.cameFrom) ?? left.at(-1)
      if (chosen === key && back !== undefined) get().choose(back.key)
    },

    receive: (progress) => {
      const known = byId(progress.inventoryId)
      if (known === undefined) {
        early.set(progress.inventoryId, progress)
        return
      }
      if (progress.phase === 'done') void loadSummary(known.key, progress.inventoryId)
      else if (progress.phase === 'failed') updateRun(known.key, { state: 'failed', error: progress.error })
      else updateRun(known.key, { progress })
    },

    showTab: (tab) => {
      update(get().chosen, (inventory) => ({ ...inventory, tab }))
    },
    open: (opened) => {
      update(get().chosen, (inventory) => ({ ...inventory, opened }))
    },
    pick: (picked) => {
      set({ picked })
    },

    setNote: (applicationId, note) =>
      change((inventory, inventoryId) => inventory.setNote({ inventoryId, applicationId, note })),
    decide: (applicationId, decision) =>
      change((inventory, inventoryId) => inventory.decide({ inventoryId, applicationId, decision })),
    setReviewer: (reviewer) =>
      change((inventory, inventoryId) => inventory.setReviewer({ inventoryId, reviewer })),
    closeReview: () => change((inventory, inventoryId) => inventory.closeReview({ inventoryId })),
  }
})
