import type { Handlers } from '../../src/main/ipc/handlers'
import { appError, type AppError } from '../../src/shared/app-error'
import type { Channel } from '../../src/shared/ipc/contract'
import type { NetworkView, ProxyView } from '../../src/shared/ipc/network'
import { err, ok, type Result } from '../../src/shared/result'

/** The network of a window in memory: what the test sets, and what is entered for a proxy. */
export class FakeNetwork {
  view: NetworkView = { tenants: [], proxies: [], notice: null }
  /** What the next request is refused with. */
  fault: AppError | null = null

  handlers(): Pick<Handlers, Extract<Channel, `network:${string}`>> {
    return {
      'network:state': () => Promise.resolve(this.answer()),
      'network:signIn': ({ proxy, name }) => {
        if (name.includes(':'))
          return Promise.resolve(
            err(appError('INVALID_ARGUMENT', 'A name for a proxy holds no colon.', { field: 'name' })),
          )
        this.set(proxy, 'stored')
        return Promise.resolve(this.answer())
      },
      'network:forget': ({ proxy }) => {
        this.set(proxy, 'missing')
        return Promise.resolve(this.answer())
      },
    }
  }

  private set(proxy: string, signIn: ProxyView['signIn']): void {
    const others = this.view.proxies.filter((each) => each.proxy !== proxy)
    this.view = { ...this.view, proxies: [...others, { proxy, signIn }] }
  }

  private answer(): Result<NetworkView, AppError> {
    return this.fault === null ? ok(this.view) : err(this.fault)
  }
}
