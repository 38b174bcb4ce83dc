/** What the demo tenant offers to the rest of the product. */

/** A seeded tenant; `name` is what `--demo NAME` takes. */
export interface ScenarioInfo {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Reason codes this scenario is seeded to cause; empty where nothing is wrong. */
  readonly causes: readonly string[]
}

export interface DemoCredentials {
  readonly clientId: string
  readonly secret: string
  /** What a client is to ask for in this scenario. */
  readonly scope: string
  /** Goes as `X-Halo-Api-Key` in place of a token, for clients that use one. Crossview does not. */
  readonly apiKey: string
}

export interface DemoOptions {
  /** 0 or absent: a free port. */
  readonly port?: number
  /** Delay of every answer, for benchmarks. */
  readonly latencyMs?: number
  /** Number of tickets; 1,500 when absent. */
  readonly tickets?: number
  /** Requests in any 300 s before 429; Halo's 700 when absent. */
  readonly requestLimit?: number
  /** Whatever the scenario, it is told as in the scenario `odd-answers`. */
  readonly oddAnswers?: boolean
}

/**
 * Every secret, code and token of a demo tenant begins with it: whoever finds one in a log sees
 * that it opens nothing, and the tests look for it everywhere.
 */
export const DEMO_SECRET_MARK = 'crossview-demo-key-'

/** Whatever it takes to log in as one of the tenant's applications: nobody but its owner has that of a real one. */
export interface DemoLogin {
  /** The record's, by which an inventory knows it. */
  readonly id: string
  readonly name: string
  readonly clientId: string
  readonly method: string
  readonly secret: string | null
  readonly username: string | null
  readonly password: string | null
  /** At most two, the newest last. */
  readonly apiKeys: readonly string[]
  readonly redirectUri: string | null
}

/** A running demo tenant on 127.0.0.1. Secrets are made up at each start. */
export interface DemoServer {
  readonly url: string
  readonly tenant: string
  readonly scenario: string
  readonly app: DemoCredentials
  readonly agent: DemoCredentials
  readonly inspector: DemoCredentials
  /** Of every application of the tenant, to hold what is predicted of it against what it is served. */
  readonly logins: readonly DemoLogin[]
  /** What was asked of it so far. `writes` counts everything but GET and the token POST. */
  counts(): { readonly requests: number; readonly tokenRequests: number; readonly writes: number }
  close(): Promise<void>
}
