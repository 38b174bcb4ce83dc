import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../src/core/comparison/comparison'
import { RESOURCES } from '../../src/core/halo/resource'
import { scenarios, startDemo } from '../../src/demo/index'
import { compareScenario } from '../support/demo-comparison'
import { jsonOf, rowsIn, type ClientRow } from './clients/public-client'

/** What a comparison comes to, apart from how long it took and from what the records are called. */
const conclusions = ({ complete, findings, resources }: Comparison) => ({
  complete,
  resources: resources.map(({ resource, verdict, onlyAgent, onlyApp, both }) => ({
    resource,
    verdict,
    onlyAgent,
    onlyApp,
    both,
  })),
  findings: findings.map(({ code, side, resource, records }) => ({
    code,
    side,
    resource,
    records: records.length,
  })),
})

/**
 * That a scope of the other side is what teams need shows in what that side holds; it has no application
 * record that is read, so a token that names no scopes leaves it open.
 */
const asFarAsKnown = (scenario: string, plain: ReturnType<typeof conclusions>) =>
  scenario === 'scope.not-granted'
    ? {
        ...plain,
        findings: plain.findings.map((finding) =>
          finding.resource === 'teams' ? { ...finding, code: 'data.unexplained' } : finding,
        ),
      }
    : plain

describe('the demo tenant, told as some tenants tell it', () => {
  it('says nothing else where nothing is wrong, within the lower limit of calls', async () => {
    const odd = await compareScenario('odd-answers', RESOURCES, { requestLimit: 300 })
    expect(odd.requests.throttled).toBe(0)
    expect(conclusions(odd)).toEqual(conclusions(await compareScenario('healthy')))
  })

  it.each(
    scenarios
      .map(({ name }) => name)
      // No answer at all, or a wait.
      .filter(
        (name) =>
          !['connection.not-halo', 'connection.unreachable', 'connection.rate-limited'].includes(name),
      ),
  )('comes to the same conclusions: %s', async (scenario) => {
    const [plain, odd] = [
      await compareScenario(scenario),
      await compareScenario(scenario, RESOURCES, { oddAnswers: true }),
    ]
    expect(conclusions(odd)).toEqual(asFarAsKnown(scenario, conclusions(plain)))
  })

  it('is odd', async () => {
    const demo = await startDemo('odd-answers')
    try {
      const { auth_url: authUrl } = await jsonOf(await fetch(`${demo.url}/api/AuthInfo`))
      expect(authUrl).toBe(demo.url)
      const form = {
        grant_type: 'client_credentials',
        client_id: demo.app.clientId,
        client_secret: demo.app.secret,
      }
      const token = await jsonOf(
        await fetch(`${String(authUrl)}/token`, {
          method: 'POST',
          body: new URLSearchParams({ ...form, scope: 'all' }),
        }),
      )
      expect(Object.keys(token).sort()).toEqual(['access_token', 'expires_in', 'resource', 'token_type'])
      const get = async (path: string) =>
        jsonOf(
          await fetch(`${demo.url}/api/${path}`, {
            headers: { Authorization: `Bearer ${String(token['access_token'])}` },
          }),
        )
      const tickets = rowsIn(await get('Tickets?count=50'), 'tickets')
      const [withTeam, withoutTeam] = [true, false].map((has) =>
        tickets.filter((row) => 'team_id' in row === has),
      )
      expect([withTeam?.length, withoutTeam?.length]).toEqual([25, 25])
      expect(withoutTeam?.every(({ team }) => typeof team === 'string')).toBe(true)
      const dates = (rows: readonly ClientRow[]) =>
        new Set(rows.map(({ dateoccurred }) => String(dateoccurred).slice(0, 4)))
      expect([...dates(tickets)].sort()).toEqual(['0001', '1899', '1901', '2026'])
      expect(tickets.some(({ dateoccurred }) => /\.\d{7}Z$/.test(String(dateoccurred)))).toBe(true)
      const detail = await get(`Tickets/${String(tickets[0]?.['id'])}`)
      expect(detail).toMatchObject({ team: expect.any(String), priority: { priorityid: expect.any(Number) } })
      expect(detail).not.toHaveProperty('team_id')
      expect(rowsIn(await get('Site?count=50'), 'sites').some((row) => !('name' in row))).toBe(true)
    } finally {
      await demo.close()
    }
  })
})
