import type { FleetPart } from '../../../core/fleet/fleet'
import type { TenantProfile } from '../../../shared/files/profile'
import type {
  FleetProgress,
  FleetResultKind,
  FleetRun,
  FleetTenantProgress,
  WindowWork,
} from '../../../shared/ipc/fleet'

/** The window gets at most so many reports of a run over many tenants a second: each names only what changed. */
const REPORT_INTERVAL_MS = 250

/** A tenant of a run, while it runs and afterwards. */
export interface Member {
  readonly profileId: string
  readonly name: string
  readonly url: string
  /** Ends what is under way of it alone. */
  controller: AbortController
  /** The tenant as its work began with it; null: it did not come to that. */
  began: TenantProfile | null
  /** null until it ended. */
  part: FleetPart | null
  /** While it is under way. */
  running: { readonly at: string; readonly requests: number } | null
  readonly results: Set<FleetResultKind>
  readonly dropped: Set<FleetResultKind>
  /** What its results were opened as. */
  readonly opened: Map<FleetResultKind, string>
}

export const newMember = ({ id, name, url }: Pick<TenantProfile, 'id' | 'name' | 'url'>): Member => ({
  profileId: id,
  name,
  url,
  controller: new AbortController(),
  began: null,
  part: null,
  running: null,
  results: new Set(),
  dropped: new Set(),
  opened: new Map(),
})

/** As before it was run. */
export const resetMember = (member: Member): void => {
  member.controller = new AbortController()
  member.began = null
  member.part = null
  member.running = null
  member.results.clear()
  member.dropped.clear()
  member.opened.clear()
}

/** A run over many tenants. */
export interface Running {
  readonly fleetId: string
  readonly work: readonly WindowWork[]
  readonly atOnce: number
  readonly startedAt: string
  readonly members: readonly Member[]
  phase: FleetRun['phase']
  baseline: string
  controller: AbortController
  /** What waits for a paused run to go on. */
  resume: (() => void) | null
  paused: Promise<void> | null
}

/** Where a member is, as the window gets it. */
export const progressOf = (member: Member): FleetTenantProgress => {
  const { profileId, name, part, running, results, dropped } = member
  if (part !== null) {
    const { settings: _settings, files: _files, ...shown } = part
    return { profileId, name, phase: 'ended', part: shown, results: [...results], dropped: [...dropped] }
  }
  return running === null
    ? { profileId, name, phase: 'waiting' }
    : { profileId, name, phase: 'running', ...running }
}

/** Gathers what changed and reports it, now and then. */
export class Reports {
  private changed = new Set<Member>()
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly run: Pick<Running, 'fleetId' | 'phase'>,
    private readonly emit: (progress: FleetProgress) => void,
  ) {}

  note(member: Member): void {
    this.changed.add(member)
    this.timer ??= setTimeout(() => {
      this.flush()
    }, REPORT_INTERVAL_MS)
  }

  /** Reports at once, as when the run itself takes another step. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const { fleetId, phase } = this.run
    const tenants = [...this.changed].map(progressOf)
    this.changed = new Set()
    this.emit({ fleetId, phase, tenants })
  }

  /** Nobody is told any more. */
  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.changed.clear()
  }
}
