import { colourUseText } from '../../src/core/report/branding'
import type { Handlers } from '../../src/main/ipc/handlers'
import type { AppError } from '../../src/shared/app-error'
import type { Channel } from '../../src/shared/ipc/contract'
import type { BrandingView } from '../../src/shared/ipc/reports'
import type { UpdateState } from '../../src/shared/ipc/updates'
import { err, ok, type Result } from '../../src/shared/result'
import type { FakeState } from './fake-state'

type SettingsHandlers = Pick<Handlers, Extract<Channel, `reports:${string}` | `updates:${string}`>>

/** What the fake bridge answers about reports, what goes on them, and new versions. */
export class FakeSettings {
  constructor(private readonly stateNow: () => FakeState) {}

  private get state(): FakeState {
    return this.stateNow()
  }

  private updated(change: Partial<UpdateState>): Result<UpdateState, AppError> {
    this.state.updates = { ...this.state.updates, ...change }
    return ok(this.state.updates)
  }

  private branded(change: Partial<BrandingView>): Result<BrandingView, AppError> {
    const { colour } = { ...this.state.branding, ...change }
    const colourText = colour === null ? null : colourUseText(colour)
    this.state.branding = { ...this.state.branding, ...change, colourText }
    return ok(this.state.branding)
  }

  private unlessFails<T>(answer: () => Result<T, AppError>): Result<T, AppError> {
    return this.state.updatesError === null ? answer() : err(this.state.updatesError)
  }

  readonly handlers: SettingsHandlers = {
    'reports:export': () => Promise.resolve(this.state.exportResult),
    'reports:cancel': () => Promise.resolve(ok(null)),
    'reports:options': () => Promise.resolve(ok(this.state.exportOptions)),
    'reports:branding': () => Promise.resolve(ok(this.state.branding)),
    'reports:setBranding': ({ name, colour }) => Promise.resolve(this.branded({ name, colour })),
    'reports:chooseLogo': () =>
      Promise.resolve(
        this.state.logoChoice.ok && this.state.logoChoice.value !== null
          ? this.branded({ logo: this.state.logoChoice.value })
          : this.state.logoChoice.ok
            ? ok(null)
            : this.state.logoChoice,
      ),
    'reports:removeLogo': () => Promise.resolve(this.branded({ logo: null })),
    'updates:state': () => Promise.resolve(ok(this.state.updates)),
    'updates:checkAtStart': () => Promise.resolve(ok(this.state.updates)),
    'updates:check': () => Promise.resolve(this.updated(this.state.updatesAfterCheck)),
    'updates:setOn': ({ on }) => Promise.resolve(this.unlessFails(() => this.updated({ on }))),
    'updates:skip': () =>
      Promise.resolve(
        this.unlessFails(() => {
          const { findings } = this.state.updates
          return this.updated({
            findings: findings?.state === 'newer' ? { ...findings, skipped: true } : findings,
          })
        }),
      ),
    'updates:openPage': () => Promise.resolve(this.unlessFails(() => ok(null))),
  }
}
