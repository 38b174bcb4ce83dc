import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { isolated } from '../../src/core/comparison/name-text'
import { ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { found } from './found'
import { renderWindow } from './render-window'

/** Names written from right to left, with the Latin letters, brackets and numbers that turn a line around. */
const ROLE = 'צוות (1) Admin: A/B'
const AGENT = 'شركة ١٢٣ - Ltd. #4'

const opened = async (bridge: FakeBridge, tab: string) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
  await user.click(await screen.findByRole('tab', { name: tab }))
  return user
}

/** The name stands in an element of its own direction, whose sentence is from left to right. */
const expectIsolated = (within: HTMLElement, name: string) => {
  const names = [...within.querySelectorAll('bdi')].filter(({ textContent }) => textContent === name)
  expect(names.length).toBeGreaterThan(0)
  expect(within.textContent.split(name)).toHaveLength(names.length + 1)
  expect(within.textContent).not.toMatch(/[\u2066-\u2069]/)
}

describe('names written from right to left', () => {
  it('keep to themselves where a permission comes from', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const before = { ...bridge.api.analysis }
    Object.assign(bridge.api.analysis, {
      permissions: async (input: { runId: string }) => {
        const answer = await before.permissions(input)
        if (!answer.ok) return answer
        const provenance = [`Tickets (T): Read Only, from role ${isolated(ROLE)}`]
        return ok(answer.value.map((row) => ({ ...row, agent: { ...row.agent, provenance } })))
      },
    })
    const user = await opened(bridge, 'Permissions')
    await user.click(await screen.findByRole('gridcell', { name: 'Suppliers, Read, Effective: No' }))
    expectIsolated(screen.getByRole('complementary', { name: 'Where it comes from' }), ROLE)
  })

  it('keep to themselves in a recipe', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const before = { ...bridge.api.analysis }
    Object.assign(bridge.api.analysis, {
      recipes: async (input: { runId: string }) => {
        const answer = await before.recipes(input)
        if (!answer.ok) return answer
        const why = `Tickets (T): Read Only, from role ${isolated(ROLE)}`
        const checks = answer.value.checks.map((check) => ({
          ...check,
          items: check.items.map((item) => ({ ...item, why })),
          excess: check.excess.map((item) => ({ ...item, why })),
        }))
        return ok({ ...answer.value, checks })
      },
    })
    await opened(bridge, 'Recipes')
    const title = await screen.findByText(/Halo's common case/)
    expectIsolated(found(title.closest('details') ?? undefined), ROLE)
  })

  it('keep to themselves among who is compared and what could not be read', async () => {
    const gap = `The settings of ${isolated(AGENT)} (agent 31) could not be read.`
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const before = { ...bridge.api.comparison }
    Object.assign(bridge.api.comparison, {
      summary: async (input: { runId: string }) => {
        const answer = await before.summary(input)
        if (!answer.ok || answer.value.app.state !== 'connected') return answer
        const { app, configuration } = answer.value
        return ok({
          ...answer.value,
          app: { ...app, identity: { ...app.identity, name: AGENT } },
          configuration: { ...configuration, gaps: [gap] },
        })
      },
    })
    await opened(bridge, 'Records')
    expectIsolated(screen.getByRole('region', { name: 'Identities' }), AGENT)
    const why = screen.getByRole('complementary', { name: 'Why?' })
    const gaps = within(why).getByRole('region', { name: 'What could not be read' })
    expectIsolated(gaps, AGENT)
  })

  it('of which nothing is seen get a stand-in', async () => {
    const bridge = new FakeBridge({ profiles: [aProfileView()] })
    const before = { ...bridge.api.comparison }
    Object.assign(bridge.api.comparison, {
      summary: async (input: { runId: string }) => {
        const answer = await before.summary(input)
        if (!answer.ok || answer.value.app.state !== 'connected') return answer
        const { app } = answer.value
        return ok({ ...answer.value, app: { ...app, identity: { ...app.identity, name: '\u200f \u202e' } } })
      },
    })
    await opened(bridge, 'Records')
    expect(within(screen.getByRole('region', { name: 'Identities' })).getByText('Unknown agent')).toBeTruthy()
  })
})
