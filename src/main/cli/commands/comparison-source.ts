import path from 'node:path'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Resource } from '../../../core/halo/resource'
import type { AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { runComparison } from '../../services/runs/comparison-service'
import { comparisonPlan } from '../../services/runs/plan'
import type { CommandDeps } from './commands'
import { progressReporter } from '../terminal/progress-line'
import { openConnector, type ConnectOptions } from '../target/open-connector'
import { readText } from '../target/resolved-target'
import { openedFor, purposeOf } from './purposes'
import { resolveTarget } from '../target/target'
import type { TargetOptions } from '../target/target-fault'
import { sourceFault } from './usage'

/** A saved comparison, or a target to compare now. */
export interface SourceOptions extends TargetOptions, ConnectOptions {
  readonly snapshot?: string
  /** Name or file of the recipe to judge by, in place of the one that the source names. */
  readonly purpose?: string
}

/**
 * The comparison that a command is about: opened from its snapshot, else made now.
 * @param resources what to list when it is made now; none is enough for settings and scopes
 * @param needsAgent false: a tenant without an agent side will do
 */
export const comparisonFrom = async (
  options: SourceOptions,
  resources: readonly Resource[],
  deps: CommandDeps,
  needsAgent = true,
): Promise<Result<Comparison, AppError>> => {
  if (options.snapshot !== undefined) {
    const fault = sourceFault(options)
    if (fault !== null) return err(fault)
    const text = await readText(path.resolve(deps.console.cwd, options.snapshot), 'snapshot')
    return text.ok ? openedFor(options.purpose, text.value, deps) : text
  }
  const target = await resolveTarget(options, deps)
  if (!target.ok) return target
  try {
    const { plan } = target.value
    const purpose = await purposeOf(options.purpose, target.value, deps)
    if (!purpose.ok) return purpose
    const whole = comparisonPlan(
      needsAgent ? plan : { ...plan, agent: plan.agent ?? plan.app },
      resources,
      purpose.value,
    )
    if (!whole.ok) return whole
    const opened = await openConnector(options, target.value, deps)
    if (!opened.ok) return opened
    const { connector, finish } = opened.value
    const comparison = await runComparison({ connector, clock: deps.clock }, whole.value, {
      signal: deps.interrupt,
      onProgress: progressReporter(deps.console, false),
    })
    const recorded = await finish()
    return recorded.ok ? ok(comparison) : recorded
  } finally {
    await target.value.release()
  }
}
