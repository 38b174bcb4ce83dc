/**
 * Redirects that a Halo, or somebody in its place, could answer with (security-measurements.md B13): every status
 * at every step of a run, to every kind of target. None is followed.
 */

const STATUSES = [301, 302, 303, 307, 308] as const

/** Requests that could be led elsewhere, and what each carries. */
const STEPS = {
  AuthInfo: 'nothing secret, but what it answers decides where the secret goes',
  InstanceInfo: 'the same',
  'token by secret': 'the client secret',
  'token by sign-in': 'the code of the sign-in and its verifier',
  'token by refresh token': 'the refresh token',
  'Agent/me': 'the access token',
  list: 'the access token',
  'second page of a list': 'the access token',
} as const

export interface Hosts {
  /** Host and port of the tenant's own server. */
  readonly self: string
  /** A server with another host name, and one with another port. */
  readonly otherHost: string
  readonly otherPort: string
}

interface Target {
  readonly location: (hosts: Hosts) => string | null
  /** What the message says of it. */
  readonly told: (hosts: Hosts) => string
  /** The tenant's server speaks https, and the target does not. */
  readonly secure?: boolean
}

const TARGETS: Readonly<Record<string, Target>> = {
  'another host': {
    location: ({ otherHost }) => `http://${otherHost}/followed`,
    told: ({ otherHost }) => otherHost,
  },
  'another port': {
    location: ({ otherPort }) => `http://${otherPort}/followed`,
    told: ({ otherPort }) => otherPort,
  },
  'http instead of https': {
    location: ({ otherPort }) => `http://${otherPort}/followed`,
    told: ({ otherPort }) => `http://${otherPort}`,
    secure: true,
  },
  'the same address': { location: () => '', told: ({ self }) => self },
  'itself, by path': { location: () => '/followed', told: ({ self }) => self },
  'itself, absolute': { location: ({ self }) => `http://${self}/followed`, told: ({ self }) => self },
  'protocol-relative': {
    location: ({ otherHost }) => `//${otherHost}/followed`,
    told: ({ otherHost }) => otherHost,
  },
  'with credentials': {
    location: ({ self, otherPort }) => `http://${self}@${otherPort}/followed`,
    told: ({ otherPort }) => otherPort,
  },
  'javascript:': { location: () => 'javascript:alert(1)', told: () => 'begins with javascript:' },
  'file:': { location: () => 'file:///etc/passwd', told: () => 'begins with file:' },
  'data:': { location: () => 'data:application/json,{}', told: () => 'begins with data:' },
  'no address': { location: () => 'http://[', told: () => 'another address' },
  nowhere: { location: () => null, told: () => 'it redirects, which' },
}

export interface Redirect extends Target {
  readonly name: string
  readonly status: (typeof STATUSES)[number]
  readonly step: keyof typeof STEPS
}

/** Every status, step and target. */
export const REDIRECTS: readonly Redirect[] = (Object.keys(STEPS) as Redirect['step'][]).flatMap((step) =>
  Object.entries(TARGETS).flatMap(([name, target]) =>
    STATUSES.map((status) => ({ ...target, name: `${status} at ${step} to ${name}`, status, step })),
  ),
)
