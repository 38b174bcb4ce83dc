import { describe, expect, it } from 'vitest'
import type { ApplicationFacts } from '../../../src/core/inventory/application'
import { indexOf } from '../../../src/core/inventory/applications'
import type { RiskCode } from '../../../src/core/inventory/inventory'
import { risksOf } from '../../../src/core/inventory/risks'
import { anApplication, READ_AT, readAgent } from '../support/assessed'

describe('the inspector', () => {
  const CLIENT = '5f0c7a52-6f0e-4d7c-9a53-2b1f6b1c0de0'
  const inspector = anApplication({ scopes: ['all', 'admin'], clientId: CLIENT })
  const fix = {
    text: 'Keep its secret in Crossview alone, and switch the application off between readings.',
    path: 'Configuration > Integrations > Halo API > Applications > Reporting sync',
  }
  const risksIn = (application = inspector, inspectorClientId: string | null = `{${CLIENT.toUpperCase()}}`) =>
    risksOf({
      application,
      index: indexOf({
        applications: [application],
        agents: [readAgent({ administrator: true })],
        inspectorClientId,
      }),
      note: { purpose: null, owner: null, nextReview: null },
      recipe: null,
      at: READ_AT,
    })
  const one = (code: RiskCode, ...input: Parameters<typeof risksIn>) =>
    risksIn(...input).find((risk) => risk.code === code)

  it('is told from others, however its client id was entered, and is no error', () => {
    expect(one('application.administrator')).toMatchObject({
      severity: 'warning',
      message:
        'This is the inspector, which these applications were read with: it logs in as API Agent, a Halo administrator, as reading configuration likely takes, and its scopes all and admin do not limit that: its key may do nearly everything in this tenant.',
      fix,
    })
    expect(one('application.all-scopes')).toMatchObject({
      severity: 'warning',
      message:
        'This is the inspector, which these applications were read with: it holds the scopes all and admin to read configuration, and may do whatever its agent may.',
      fix,
    })
    expect(risksIn().map(({ severity }) => severity)).not.toContain('error')
  })

  it('says nothing of a key to the tenant where its scopes limit it', () => {
    const found = one('application.administrator', { ...inspector, scopes: ['read:tickets'] })
    expect(found?.message).toMatch(/as reading configuration likely takes\.$/)
  })

  it('is no other application, nor one of which no client id is told, nor any where it is not known', () => {
    const severity = (application: ApplicationFacts, inspectorClientId: string | null) =>
      one('application.administrator', application, inspectorClientId)?.severity
    expect(severity(inspector, CLIENT.replace('5f', '6f'))).toBe('error')
    expect(severity(inspector, null)).toBe('error')
    expect(severity({ ...inspector, clientId: null }, CLIENT)).toBe('error')
  })
})
