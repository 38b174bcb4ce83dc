import { rmSync } from 'node:fs'
import path from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import { keyringFolder, lockKeyring, startBus, unlockKeyring } from '../support/keyring'
import { startScreen, type Screen } from '../support/prompt'
import { test as base } from './fixtures'

export const ROOT = path.join(import.meta.dirname, '../..')

/** A desktop of its own, whose keyring is locked and shows its real prompt. */
export interface LockedDesktop {
  readonly password: string
  readonly screen: Screen
  /** For a Crossview on this desktop. */
  readonly env: Record<string, string>
  lock(): void
}

export const test = base.extend<{ readonly desktop: LockedDesktop }>({
  desktop: async ({ userData }, use) => {
    const password = 'right'
    const screen = await startScreen()
    const data = keyringFolder()
    const session = await startBus(data, { DISPLAY: screen.display, CROSSVIEW_USER_DATA: userData })
    unlockKeyring(session, password)
    lockKeyring(session)
    const env: Record<string, string> = {}
    for (const [name, value] of Object.entries(session.env)) if (value !== undefined) env[name] = value
    await use({
      password,
      screen,
      env,
      lock: () => {
        lockKeyring(session)
      },
    })
    await session.close()
    await screen.close()
    rmSync(data, { recursive: true, force: true })
  },
})

/** Crossview in Electron, on this desktop. */
export const launchElectron = ({ env }: LockedDesktop): Promise<ElectronApplication> =>
  _electron.launch({ args: ['.'], cwd: ROOT, env })
