import type { DemoLogin, DemoServer } from '../../src/demo/index'

type Tenant = Pick<DemoServer, 'url'>

/**
 * The headers with which one of the demo tenant's applications calls it, got in the way that its method wants.
 * A string: why it is not let in.
 */
export const logIn = async (
  { url }: Tenant,
  login: DemoLogin,
): Promise<Readonly<Record<string, string>> | string> => {
  const { clientId } = login
  switch (login.method) {
    case 'api_key':
      return { 'X-Halo-Api-Key': login.apiKeys.at(-1) ?? '' }
    case 'implicit': {
      const query = { response_type: 'token', client_id: clientId, redirect_uri: login.redirectUri ?? '' }
      const answer = await fetch(
        `${url}/auth/authorize?${new URLSearchParams({ ...query, scope: 'all' }).toString()}`,
        { redirect: 'manual' },
      )
      const location = answer.headers.get('location')
      if (location === null) return String(answer.status)
      return bearer(new URLSearchParams(new URL(location).hash.slice(1)).get('access_token'))
    }
    case 'client_credentials':
      return token(url, {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: login.secret,
      })
    case 'password':
      return token(url, {
        grant_type: 'password',
        client_id: clientId,
        username: login.username,
        password: login.password,
      })
    default:
      return 'a person signs in'
  }
}

const token = async (url: string, form: Readonly<Record<string, string | null>>) => {
  const entries = Object.entries(form).map(([name, value]) => [name, value ?? ''])
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    body: new URLSearchParams([...entries, ['scope', 'all']]),
  })
  const body = (await answer.json()) as { access_token?: string; error?: string }
  return answer.ok ? bearer(body.access_token) : (body.error ?? String(answer.status))
}

const bearer = (accessToken: string | null | undefined) =>
  accessToken == null ? 'no token' : { Authorization: `Bearer ${accessToken}` }
