import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { healthOf, notReady } from '../../src/renderer/src/features/profiles/profile-text'
import { appError } from '../../src/shared/app-error'
import type { LastRun, TenantProfile } from '../../src/shared/files/profile'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { renderWindow } from './render-window'

const CLEAN: LastRun = { finishedAt: '2026-11-23T16:20:00Z', complete: true, errors: 0, warnings: 0 }
const twins = (agent: string, app: string): Pick<TenantProfile, 'app' | 'agent'> => ({
  app: { kind: 'application', clientId: app, scope: 'all' },
  agent: { kind: 'application', clientId: agent, scope: 'all' },
})

/** One application, as pairs were stored before they were refused. */
const SAME: readonly (readonly [string, string])[] = [
  ['one', 'one'],
  ['ONE', ' one '],
  ['{0A1B2C3D-0000-4000-8000-000000000001}', '0a1b2c3d000040008000000000000001'],
]

describe('how a tenant is doing', () => {
  it.each(SAME)('%j and %j are one application, whatever its last run said', (agent, app) => {
    for (const lastRun of [null, CLEAN, { ...CLEAN, complete: false, errors: 2 }]) {
      const profile = aProfileView({ ...twins(agent, app), lastRun }).profile
      expect(healthOf(profile)).toMatchObject({ words: 'Same application on both sides', tone: 'bad' })
      expect(notReady(aProfileView(profile))).toContain('both sides are the same application')
    }
  })

  it('two applications are compared, and so is said what they came to', () => {
    const profile = aProfileView({ ...twins('one', 'two'), lastRun: CLEAN }).profile
    expect(healthOf(profile)).toMatchObject({ words: 'No errors, no warnings', tone: 'good' })
    expect(notReady(aProfileView(profile))).toBeNull()
    expect(healthOf({ ...profile, agent: null }).tone).toBe('good')
  })

  it('is good of a whole run without errors and warnings alone', () => {
    for (const complete of [true, false])
      for (const errors of [0, 1, 2])
        for (const warnings of [0, 1]) {
          const { tone, words } = healthOf(
            aProfileView({ lastRun: { ...CLEAN, complete, errors, warnings } }).profile,
          )
          expect(tone === 'good').toBe(complete && errors + warnings === 0)
          if (!complete) expect(words).toMatch(/incomplete/i)
          if (errors > 0) expect(words).toContain(errors === 1 ? '1 error' : '2 errors')
        }
  })

  it('stands in the list, where such a pair cannot be compared', async () => {
    renderWindow(new FakeBridge({ profiles: [aProfileView({ ...twins('one', 'one'), lastRun: CLEAN })] }))
    const row = within(await screen.findByRole('listitem', { name: 'Contoso Managed IT' }))
    expect(row.getByText('Same application on both sides')).toBeTruthy()
    expect(row.queryByText('No errors, no warnings')).toBeNull()
    const compare = row.getByRole<HTMLButtonElement>('button', { name: 'Compare' })
    expect([compare.disabled, compare.title]).toEqual([true, expect.stringContaining('same application')])
  })

  it('is read again when a run failed, which main keeps as the last', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView({ lastRun: CLEAN })] })
    const user = renderWindow(bridge)
    await user.click(await screen.findByRole('button', { name: 'Compare' }))
    await waitFor(() => {
      expect(bridge.inputsOf('comparison:start')).toHaveLength(1)
    })
    const before = bridge.inputsOf('profiles:list').length
    act(() => {
      bridge.emit({ runId: 'run-1', phase: 'failed', error: appError('SECRET_NEEDED', 'No secret.') })
    })
    await waitFor(() => {
      expect(bridge.inputsOf('profiles:list').length).toBeGreaterThan(before)
    })
  })
})
