import { appError, type AppError } from '../../../shared/app-error'
import type { TrustOptions } from '../trust/trust-options'

/** The TARGET of docs/cli.md, as parsed: exactly one of the three is set. */
export interface TargetOptions extends TrustOptions {
  readonly demo?: string | true
  readonly profile?: string
  /** Name of a further app connection of the profile. */
  readonly app?: string
  readonly config?: string
  /** Folder of a recording. */
  readonly replay?: string
}

/** What is wrong with how a target is named; null: nothing. It is not looked whether there is such a one. */
export const targetFault = (options: TargetOptions): AppError | null => {
  const given = (['demo', 'profile', 'config', 'replay'] as const).filter(
    (name) => options[name] !== undefined,
  )
  if (given.length !== 1) {
    return appError(
      'INVALID_ARGUMENT',
      given.length === 0
        ? 'No target was named.'
        : `Only one target can be named, not ${given.join(' and ')}.`,
      {
        field: 'target',
        advice: ['Use one of --demo [SCENARIO], --profile NAME, --config FILE, --replay DIR.'],
      },
    )
  }
  if (options.config === undefined) {
    const trusting = misplacedTrust(options)
    if (trusting !== null) return trusting
  }
  if (options.app !== undefined && options.profile === undefined) return misplacedApp()
  return null
}

/** What is wrong with vouching for something where no config file is; null: nothing. */
export const misplacedTrust = ({ trustHost, trustCa }: TrustOptions): AppError | null =>
  trustHost === undefined && trustCa === undefined
    ? null
    : appError('INVALID_ARGUMENT', '--trust-host and --trust-ca are for --config.', {
        field: 'trust-host',
        advice: [
          'A stored tenant is confirmed where it is entered; nothing else sends a secret. Leave them out.',
        ],
      })

/** Says which scenarios there are. */
export const unknownScenario = (name: string): AppError =>
  appError('INVALID_ARGUMENT', `There is no demo scenario “${name}”.`, {
    field: 'demo',
    advice: ['See the scenarios with: crossview compare --demo list'],
  })

/** The other targets have one app side. */
export const misplacedApp = (): AppError =>
  appError('INVALID_ARGUMENT', '--app is for --profile: it chooses among the app connections of a tenant.', {
    field: 'app',
    advice: ['Leave it out, or name a tenant with --profile.'],
  })
