import type { Resource } from '../../../core/halo/resource'
import type { ActiveResource, EndedResource, RunProgress } from '../../../shared/ipc/api'
import type { ConnectionContext, HaloSession } from '../../ports'

/** Progress of a run under way, without the window's name for it. */
export type ComparisonProgress = Omit<Extract<RunProgress, { resourcesDone: number }>, 'runId'>

/** Collects what the progress message needs; one message per change. */
export class ProgressState {
  private current: ComparisonProgress
  private sessions: readonly HaloSession[] = []
  /** What each connection waits for now. */
  private readonly waits = new Map<string, string>()

  constructor(
    resourcesTotal: number,
    private readonly send: (progress: ComparisonProgress) => void,
  ) {
    this.current = {
      phase: 'connecting',
      active: [],
      resourcesDone: 0,
      resourcesTotal,
      ended: [],
      requests: 0,
      waiting: null,
    }
  }

  /** The connection, with its waits told here. */
  watched(context: ConnectionContext): ConnectionContext {
    const onWait = (text: string | null): void => {
      if (text === null) this.waits.delete(context.role)
      else this.waits.set(context.role, text)
      const [waiting = null] = this.waits.values()
      if (waiting !== this.current.waiting) this.report({ waiting })
    }
    return { ...context, onWait }
  }

  watch(sessions: readonly HaloSession[]): void {
    this.sessions = sessions
  }

  connecting(): void {
    this.report({ phase: 'connecting' })
  }

  begin(phase: 'listing' | 'checking-again', resource: ActiveResource): void {
    this.report({ phase, active: [...this.current.active, resource] })
  }

  explaining(): void {
    this.report({ phase: 'explaining', active: [] })
  }

  /** More records of a resource that is under way came on one side. */
  fetched(resource: Resource, count: Partial<ActiveResource>): void {
    const { active } = this.current
    this.report({ active: active.map((each) => (each.resource === resource ? { ...each, ...count } : each)) })
  }

  /** Done is only what nothing changes any more. */
  ended(resource: EndedResource): void {
    const { active, ended: before } = this.current
    const isIt = (each: { readonly resource: Resource }): boolean => each.resource === resource.resource
    const ended = before.some(isIt)
      ? before.map((each) => (isIt(each) ? resource : each))
      : [...before, resource]
    this.report({
      active: active.filter((each) => !isIt(each)),
      ended,
      resourcesDone: ended.filter(({ final }) => final).length,
    })
  }

  private report(change: Partial<ComparisonProgress>): void {
    const requests = this.sessions.reduce((sum, session) => sum + session.counts().sent, 0)
    this.current = { ...this.current, ...change, requests }
    this.send(this.current)
  }
}
