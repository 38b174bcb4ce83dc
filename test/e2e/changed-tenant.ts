import type { Page } from '@playwright/test'
import { startDemo, type DemoServer } from '../../src/demo/index'

/** Compares the stored tenant of this name, and waits for what it comes to. */
export const compareStored = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('listitem', { name }).getByRole('button', { name: 'Compare', exact: true }).click()
  await page.getByRole('heading', { name: 'What each side sees' }).waitFor()
}

/**
 * The same tenant, in which somebody has changed settings meanwhile: another scenario at its address, whose new secrets the
 * first stored tenant is given. Whoever asks closes it.
 */
export const changeTenant = async (
  page: Page,
  before: DemoServer,
  scenario: string,
  secrets: Set<string>,
): Promise<DemoServer> => {
  await before.close()
  const demo = await startDemo(scenario, { port: Number(new URL(before.url).port) })
  for (const { secret } of [demo.app, demo.agent, demo.inspector]) secrets.add(secret)
  await page.evaluate(
    async ([forApp, forAgent]) => {
      const { profiles } = window.crossview
      const list = await profiles.list()
      const id = list.ok ? (list.value.profiles[0]?.profile.id ?? '') : ''
      await profiles.setSecret({ id, role: 'app', secret: forApp })
      await profiles.setSecret({ id, role: 'agent', secret: forAgent })
    },
    [demo.app.secret, demo.agent.secret] as const,
  )
  return demo
}
