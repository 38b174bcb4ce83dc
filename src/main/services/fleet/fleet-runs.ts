import { fleetOf } from '../../../core/fleet/fleet-of'
import { MAJORITY, type Fleet } from '../../../core/fleet/fleet'
import { RESOURCES } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import { WINDOW_FLEET } from '../../../shared/bounds'
import type { Requests } from '../../../shared/ipc/contract'
import type { FleetProgress, FleetResultKind, FleetRun, OpenedFleetResult } from '../../../shared/ipc/fleet'
import { err, ok, type Result } from '../../../shared/result'
import type { FleetRunsDeps } from './fleet-deps'
import { newMember, progressOf, Reports, resetMember, type Member, type Running } from './fleet-members'
import type { TenantEnd } from './fleet-run'
import { HeldResults } from './held-results'
import { FleetMemberWork } from './member-work'
import { openHeld } from './open-held'
import { resultTexts } from './result-texts'
import { runFleet } from './run-fleet'

/** The window's run over many stored tenants: one at a time, in main, where it survives a page that is loaded anew. */
export class FleetRuns {
  private run: Running | null = null
  private reports: Reports | null = null
  private readonly held: HeldResults
  private readonly memberWork: FleetMemberWork

  constructor(
    private readonly deps: FleetRunsDeps,
    private readonly emit: (progress: FleetProgress) => void,
  ) {
    this.held = new HeldResults(deps.mostHeld ?? WINDOW_FLEET.held)
    this.memberWork = new FleetMemberWork(deps)
  }

  /** Tenants that are not stored any more are left out. */
  async start({ profileIds, work, atOnce }: Requests['fleet:start']): Promise<Result<FleetRun, AppError>> {
    if (this.isUnderWay()) return err(underWay())
    const { data } = await this.deps.profiles.load()
    const stored = new Map(data.profiles.map((profile) => [profile.id, profile]))
    const members = [...new Set(profileIds)].flatMap((id) => {
      const profile = stored.get(id)
      return profile === undefined ? [] : [newMember(profile)]
    })
    if (this.isUnderWay()) return err(underWay())
    if (members.length === 0) return err(noTenants())
    this.held.clear()
    const run: Running = {
      fleetId: this.deps.newId(),
      work,
      atOnce,
      startedAt: this.deps.clock.now().toISOString(),
      members,
      phase: 'running',
      baseline: MAJORITY,
      controller: new AbortController(),
      resume: null,
      paused: null,
    }
    this.run = run
    this.begin(run, members)
    return ok(this.shown(run))
  }

  pause(fleetId: string): Result<null, AppError> {
    const run = this.named(fleetId)
    if (!run.ok) return run
    if (run.value.phase !== 'running') return ok(null)
    run.value.paused = new Promise((resolve) => {
      run.value.resume = resolve
    })
    this.step(run.value, 'paused')
    return ok(null)
  }

  resume(fleetId: string): Result<null, AppError> {
    const run = this.named(fleetId)
    if (!run.ok) return run
    if (run.value.phase !== 'paused') return ok(null)
    run.value.resume?.()
    run.value.paused = null
    this.step(run.value, 'running')
    return ok(null)
  }

  cancel(fleetId: string): Result<null, AppError> {
    const run = this.named(fleetId)
    if (!run.ok) return run
    if (run.value.phase === 'ended') return ok(null)
    this.step(run.value, 'cancelling')
    run.value.controller.abort()
    return ok(null)
  }

  /** Runs those that did not begin, failed or are incomplete once more, whatever the tenants are by now. */
  again(fleetId: string): Result<FleetRun, AppError> {
    const run = this.named(fleetId)
    if (!run.ok) return run
    if (run.value.phase !== 'ended') return err(underWay())
    const missing = run.value.members.filter(({ part }) => part?.state !== 'done')
    if (missing.length === 0) return ok(this.shown(run.value))
    for (const member of missing) {
      this.held.drop(member.profileId)
      resetMember(member)
    }
    run.value.controller = new AbortController()
    run.value.phase = 'running'
    this.begin(run.value, missing)
    return ok(this.shown(run.value))
  }

  current(): FleetRun | null {
    return this.run === null ? null : this.shown(this.run)
  }

  setBaseline({ fleetId, baseline }: Requests['fleet:setBaseline']): Result<FleetRun, AppError> {
    const run = this.named(fleetId)
    if (!run.ok) return run
    run.value.baseline = baseline
    return ok(this.shown(run.value))
  }

  /** The parts as one, for reports. */
  fleet(fleetId: string): Result<Fleet, AppError> {
    const run = this.named(fleetId)
    return run.ok ? ok(fleetIn(run.value)) : run
  }

  async openResult({
    fleetId,
    profileId,
    kind,
  }: Requests['fleet:openResult']): Promise<Result<OpenedFleetResult, AppError>> {
    const run = this.named(fleetId)
    if (!run.ok) return run
    const member = run.value.members.find((each) => each.profileId === profileId)
    const text = await this.held.text(profileId, kind)
    if (member === undefined || text === null) return err(notHeld())
    return openHeld(this.deps, member, kind, text)
  }

  /** What was brought of a tenant that leads elsewhere now, or is gone, is not kept. */
  forget(profileId: string): void {
    this.held.drop(profileId)
    const member = this.run?.members.find((each) => each.profileId === profileId)
    if (member === undefined) return
    member.results.clear()
    this.reports?.note(member)
  }

  /** Ends what is under way and forgets everything. */
  clear(): void {
    this.run?.controller.abort()
    this.reports?.stop()
    this.held.clear()
    this.run = null
  }

  private begin(run: Running, members: readonly Member[]): void {
    const { connector, clock } = this.deps
    const reports = new Reports(run, this.emit)
    this.reports = reports
    const byName = new Map(members.map((member) => [member.name, member]))
    const tenants = members.map((member) => this.memberWork.tenantOf(member, run.work))
    const work = runFleet(
      tenants,
      { connector, clock },
      {
        work: run.work,
        resources: RESOURCES,
        atOnce: run.atOnce,
        signal: run.controller.signal,
        mayBegin: () => run.paused ?? Promise.resolve(),
        onProgress: ({ name, at, requests }) => {
          const member = byName.get(name)
          if (member === undefined) return
          member.running = { at, requests }
          reports.note(member)
        },
        onEnd: async ({ name }, end) => {
          const member = byName.get(name)
          if (member === undefined) return
          await this.ended(run, member, end)
          reports.note(member)
        },
      },
    )
    void work
      .catch(() => undefined)
      .then(() => {
        run.phase = 'ended'
        for (const member of members) member.running = null
        if (this.run === run) reports.flush()
      })
  }

  private async ended(run: Running, member: Member, end: TenantEnd): Promise<void> {
    const part = await this.memberWork.ended(member, end, run.work)
    // Of a run that was forgotten, nothing is kept.
    if (this.run === run && this.memberWork.isKept(member))
      for await (const { kind, text } of resultTexts(end)) {
        if (text === null) member.dropped.add(kind)
        else await this.keep(run, member, kind, text)
      }
    member.running = null
    member.part = { ...part, files: {} }
  }

  private async keep(run: Running, member: Member, kind: FleetResultKind, text: string): Promise<void> {
    member.results.add(kind)
    for (const gone of await this.held.keep(member.profileId, kind, text)) {
      const other = run.members.find(({ profileId }) => profileId === gone.profileId)
      other?.results.delete(gone.kind)
      other?.dropped.add(gone.kind)
      if (other !== undefined) this.reports?.note(other)
    }
  }

  private step(run: Running, phase: Running['phase']): void {
    run.phase = phase
    this.reports?.flush()
  }

  private isUnderWay(): boolean {
    return this.run !== null && this.run.phase !== 'ended'
  }

  private named(fleetId: string): Result<Running, AppError> {
    return this.run?.fleetId === fleetId ? ok(this.run) : err(unknownFleet())
  }

  private shown(run: Running): FleetRun {
    const { fleetId, phase, work, startedAt, members, baseline } = run
    return {
      fleetId,
      phase,
      work,
      startedAt,
      tenants: members.map(progressOf),
      baseline,
      outliers: fleetIn(run).outliers,
    }
  }
}

const fleetIn = ({ members, baseline }: Pick<Running, 'members' | 'baseline'>): Fleet =>
  fleetOf(
    members.flatMap(({ part }) => (part === null ? [] : [part])),
    baseline,
  )

const underWay = (): AppError =>
  appError('BUSY', 'A run over many tenants is under way.', {
    advice: ['Wait until it has ended, or cancel it.'],
  })

const noTenants = (): AppError =>
  appError('NOT_FOUND', 'None of these tenants is stored any more.', {
    field: 'profileIds',
    advice: ['Choose others.'],
  })

const unknownFleet = (): AppError =>
  appError('NOT_FOUND', 'This run over many tenants is not there any more.', {
    field: 'fleetId',
    advice: ['Start another one.'],
  })

const notHeld = (): AppError =>
  appError(
    'NOT_FOUND',
    'This result is not there: the tenant was removed or changed, or it made room for others.',
    {
      advice: ['Run the tenant again.'],
    },
  )
