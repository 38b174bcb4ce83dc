import { FLEET_WORK, type FleetWork } from '../../../core/fleet/fleet'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { misplacedTrust } from '../target/target-fault'
import type { TurnOptions } from '../target/turn'
import type { TrustOptions } from '../trust/trust-options'
import { parseResources } from './usage'

/** `crossview fleet` as parsed. */
export interface FleetOptions extends TrustOptions, TurnOptions {
  readonly all?: true
  readonly tag?: string
  readonly profiles?: string
  /** Folder of config files. */
  readonly configs?: string
  readonly do?: string
  readonly resources: string
  /** File of policy tests. */
  readonly expect?: string
  /** A tenant's name, or `majority`. */
  readonly baseline: string
  readonly atOnce?: number
  /** Minutes. */
  readonly deadline?: number
  readonly share?: number
  readonly out?: string
  readonly resume?: true
}

const SOURCES = ['all', 'tag', 'profiles', 'configs'] as const

/** What is wrong with the words of the command, without a look at any file; null: nothing. */
export const fleetFault = (options: FleetOptions): AppError | null => {
  const sources = SOURCES.filter((source) => options[source] !== undefined)
  if (sources.length !== 1)
    return appError(
      'INVALID_ARGUMENT',
      sources.length === 0
        ? 'It was not said which tenants.'
        : `Only one of these can say which tenants, not ${sources.map((source) => `--${source}`).join(' and ')}.`,
      { field: 'target', advice: ['Use one of --all, --tag TAG, --profiles A,B, --configs DIR.'] },
    )
  if (options.out === undefined)
    return appError('INVALID_ARGUMENT', 'No folder was named to write to.', {
      field: 'out',
      advice: ['Name one: --out DIR'],
    })
  const trust = options.configs === undefined ? misplacedTrust(options) : null
  if (trust !== null) return trust
  const resources = parseResources(options.resources)
  if (!resources.ok) return resources.error
  const work = fleetWork(options)
  return work.ok ? null : work.error
}

/** What is to be done: as said, else a check and a comparison, with policy tests where there is a file of them. */
export const fleetWork = ({
  do: asked,
  expect,
}: Pick<FleetOptions, 'do' | 'expect'>): Result<readonly FleetWork[], AppError> => {
  if (asked === undefined)
    return ok(expect === undefined ? ['check', 'compare'] : ['check', 'compare', 'expect'])
  const names = asked.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !isWork(name))
  if (unknown.length > 0)
    return err(
      appError('INVALID_ARGUMENT', `Unknown in --do: ${unknown.map((name) => `“${name}”`).join(', ')}.`, {
        field: 'do',
        advice: [`Known: ${FLEET_WORK.join(', ')}`],
      }),
    )
  if (names.includes('expect') !== (expect !== undefined))
    return err(
      expect === undefined
        ? appError('INVALID_ARGUMENT', 'No file of policy tests was named for --do expect.', {
            field: 'expect',
            advice: ['Name it: --expect FILE'],
          })
        : appError('INVALID_ARGUMENT', '--expect names policy tests, and --do leaves them out.', {
            field: 'do',
            advice: ['Add expect to --do, or leave --expect out.'],
          }),
    )
  return ok(FLEET_WORK.filter((work) => names.includes(work)))
}

const isWork = (name: string): name is FleetWork => FLEET_WORK.some((work) => work === name)
