import { createHash, randomBytes } from 'node:crypto'
import { DEMO_SECRET_MARK } from './contract'
import { KNOWN_SCOPES } from './scope-names'
import type { DemoApiKey, DemoApplication, DemoTenant } from './model'

export interface IssuedToken {
  readonly application: DemoApplication
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

interface OAuthAnswer {
  readonly status: number
  readonly body: unknown
}

interface Grant {
  readonly application: DemoApplication
  readonly scopes: readonly string[]
}

interface PendingCode extends Grant {
  readonly redirectUri: string
  readonly challenge: string
}

const oauthError = (status: number, error: string, description: string, id: string): OAuthAnswer => ({
  status,
  body: {
    error,
    error_description: description,
    error_uri: `https://documentation.openiddict.com/errors/${id}`,
  },
})

/** A code or a token that nobody can guess, behind the mark of the demo. */
const madeUp = (bytes: number): string => `${DEMO_SECRET_MARK}${randomBytes(bytes).toString('base64url')}`

const unauthorizedClient = () =>
  oauthError(400, 'unauthorized_client', 'This client may not use this grant type.', 'ID2064')
const invalidClient = () =>
  oauthError(401, 'invalid_client', 'The specified client credentials are invalid.', 'ID2055')
const invalidScope = () => oauthError(400, 'invalid_scope', 'One or more scopes are not supported.', 'ID2052')
const invalidGrant = () =>
  oauthError(400, 'invalid_grant', 'The specified authorization grant is invalid.', 'ID2003')

/** The authorisation server: the rows of halo-api.md section 2.6. */
export class OAuthServer {
  private readonly tokens = new Map<string, IssuedToken>()
  private readonly codes = new Map<string, PendingCode>()
  private readonly refreshTokens = new Map<string, Grant>()

  constructor(private readonly tenant: DemoTenant) {}

  /** The token behind an `Authorization` header; null: none, unknown or expired. */
  tokenOf(authorization: string | undefined): IssuedToken | null {
    const token = this.tokens.get(authorization?.replace(/^Bearer /i, '') ?? '')
    return token !== undefined && token.expiresAt > Date.now() ? token : null
  }

  /**
   * What a static key stands for (halo-api.md sections 2.1 and 15). That it holds all that is ticked
   * for its application is assumed.
   */
  keyHolder(apiKey: string): IssuedToken | null {
    const isValid = (key: DemoApiKey): boolean =>
      key.value === apiKey && (key.expiresAt === null || Date.parse(`${key.expiresAt}Z`) > Date.now())
    const application = this.tenant.applications.find(({ apiKeys }) => apiKeys.some(isValid))
    return application === undefined || application.inactive
      ? null
      : { application, scopes: application.scopes, expiresAt: Infinity }
  }

  /** `POST /auth/token`; `basic` holds credentials from an HTTP Basic header. */
  token(form: URLSearchParams, basic: readonly [string, string] | null): OAuthAnswer {
    const [clientId, secret] = basic ?? [form.get('client_id') ?? '', form.get('client_secret')]
    const application = this.tenant.applications.find((candidate) => candidate.clientId === clientId)
    if (application === undefined || application.inactive) return invalidClient()
    if (application.secret !== null && application.secret !== secret) return invalidClient()
    switch (form.get('grant_type')) {
      case 'client_credentials':
        return this.clientCredentials(application, form.get('scope'))
      case 'password':
        return this.password(application, form)
      case 'authorization_code':
        return this.redeem(application, form)
      case 'refresh_token':
        return this.refresh(application, form.get('refresh_token') ?? '')
      default:
        return oauthError(
          400,
          'unsupported_grant_type',
          'The specified grant type is not supported.',
          'ID2032',
        )
    }
  }

  /**
   * `GET /auth/authorize`: whom the application names is signed in at once. Returns the address to redirect
   * to, or null when the request cannot be trusted to redirect anywhere.
   */
  authorize(query: URLSearchParams): string | null {
    const application = this.tenant.applications.find(
      (candidate) => candidate.clientId === query.get('client_id'),
    )
    const redirectUri = query.get('redirect_uri') ?? ''
    if (application?.inactive !== false || !application.redirectUris.includes(redirectUri)) return null
    const back = new URL(redirectUri)
    const state = query.get('state')
    if (state !== null) back.searchParams.set('state', state)
    const scopes = grantedScopes(application, query.get('scope'))
    const challenge = query.get('code_challenge')
    if (scopes === null) back.searchParams.set('error', 'invalid_scope')
    else if (application.method === 'implicit' && query.get('response_type') === 'token') {
      back.hash = new URLSearchParams({
        access_token: this.newToken({ application, scopes }),
        token_type: 'Bearer',
      }).toString()
    } else if (
      application.method !== 'authorization_code' ||
      query.get('response_type') !== 'code' ||
      challenge === null ||
      query.get('code_challenge_method') !== 'S256'
    ) {
      back.searchParams.set('error', 'invalid_request')
    } else {
      const code = madeUp(24)
      this.codes.set(code, { application, scopes, redirectUri, challenge })
      back.searchParams.set('code', code)
    }
    return back.href
  }

  private clientCredentials(application: DemoApplication, scope: string | null): OAuthAnswer {
    if (application.secret === null) return unauthorizedClient()
    const scopes = grantedScopes(application, scope)
    return scopes === null ? invalidScope() : this.issueNew({ application, scopes })
  }

  /** The agent's e-mail address is the user name. */
  private password(application: DemoApplication, form: URLSearchParams): OAuthAnswer {
    if (application.password === null) return unauthorizedClient()
    const agent = this.tenant.agents.find(({ id }) => id === application.agentId)
    if (form.get('username') !== agent?.email || form.get('password') !== application.password)
      return invalidGrant()
    const scopes = grantedScopes(application, form.get('scope'))
    return scopes === null ? invalidScope() : this.issueNew({ application, scopes })
  }

  private redeem(application: DemoApplication, form: URLSearchParams): OAuthAnswer {
    const code = form.get('code') ?? ''
    const pending = this.codes.get(code)
    this.codes.delete(code)
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const matches =
      pending?.application === application &&
      pending.redirectUri === form.get('redirect_uri') &&
      pending.challenge === verifier
    if (!matches) return invalidGrant()
    return this.issueNew(pending)
  }

  /** `offline_access` gives a refresh token (halo-api.md section 3.2). */
  private issueNew(grant: Grant): OAuthAnswer {
    const refreshToken = grant.scopes.includes('offline_access') ? madeUp(32) : null
    if (refreshToken !== null) this.refreshTokens.set(refreshToken, grant)
    return this.issue(grant, refreshToken)
  }

  /** The refresh token does not rotate, and never widens the scopes (halo-api.md section 2.4). */
  private refresh(application: DemoApplication, refreshToken: string): OAuthAnswer {
    const grant = this.refreshTokens.get(refreshToken)
    return grant?.application === application ? this.issue(grant, refreshToken) : invalidGrant()
  }

  private newToken({ application, scopes }: Grant): string {
    const token = madeUp(32)
    const expiresAt = Date.now() + this.tenant.behaviour.tokenLifetime * 1000
    this.tokens.set(token, { application, scopes, expiresAt })
    return token
  }

  private issue({ application, scopes }: Grant, refreshToken: string | null): OAuthAnswer {
    const { tokenLifetime: lifetime, oddAnswers } = this.tenant.behaviour
    return {
      status: 200,
      body: {
        access_token: this.newToken({ application, scopes }),
        token_type: 'Bearer',
        expires_in: lifetime,
        ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
        // Some answers do not say what was granted (a recorded one, halo-api.md section 15).
        ...(oddAnswers
          ? { resource: '' }
          : { ...(scopes.length > 0 ? { scope: scopes.join(' ') } : {}), id_token: madeUp(24) }),
      },
    }
  }
}

const SIGN_IN = new Set(['openid', 'email', 'profile', 'offline_access', 'roles'])

/** null: one name is unknown, which refuses the whole request. No scope asked: none granted. */
const grantedScopes = (application: DemoApplication, asked: string | null): readonly string[] | null => {
  const names = (asked ?? '').split(/\s+/).filter((name) => name !== '')
  if (names.some((name) => !KNOWN_SCOPES.has(name))) return null
  const ticked = new Set(application.scopes)
  const isTicked = (name: string): boolean =>
    SIGN_IN.has(name) || ticked.has('all') || ticked.has(name) || ticked.has(name.replace(/^read:/, 'edit:'))
  // `all` is answered with what is ticked: itself, or the smaller set.
  const granted = names.flatMap((name) =>
    name === 'all' && !ticked.has('all') ? application.scopes : [name],
  )
  return [...new Set(granted.filter(isTicked))]
}
