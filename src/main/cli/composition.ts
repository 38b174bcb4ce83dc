import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { appError } from '../../shared/app-error'
import { err } from '../../shared/result'
import { chromiumSandbox, findChromium } from '../adapters/pdf/chromium'
import { version } from '../../../package.json'
import { createBrandingSettings } from '../adapters/files/branding-settings'
import { createReportFiles } from '../adapters/files/export-files'
import { createHaloConnector } from '../adapters/halo/connector'
import { createKnownProxies } from '../adapters/files/known-proxies'
import { createRoutes } from '../adapters/http/routes'
import { createUnusedSettings } from '../adapters/system-proxy/unused-settings'
import { openHistory } from '../adapters/history/lazy-history'
import { createKeychain } from '../adapters/keychain/keychain'
import { createProfileFile } from '../adapters/profile-store/profile-store'
import { systemClock } from '../adapters/system/system-clock'
import { createTenantTurns } from '../adapters/files/tenant-turns'
import { createTrustedDestinations } from '../adapters/files/trusted-destinations'
import { createRemovalJournal, createSaveJournal } from '../adapters/profile-store/save-journal'
import { processEnvironment, userDataDir } from '../adapters/files/user-data'
import { countText } from '../../core/comparison/count-text'
import type { PdfPrinter } from '../ports'
import { NetworkService } from '../services/network/network-service'
import { ProxySignInStore } from '../services/network/proxy-sign-ins'
import { createProfileService } from '../services/profiles/profile-service'
import { rememberSecrets } from '../services/profiles/secret-memory'
import { scrubbedFiles, scrubbedPrinter } from '../security/scrubbed-sinks'
import { createScrubber, type Scrubber } from '../security/secret-scrubber'
import type { CommandDeps } from './commands/commands'
import { createConsole, type Console, type Terminal } from './terminal/console'

/** Composition root of the command line. Nothing here touches the keychain or starts a browser. */
export const createCommandDeps = (
  terminal: Terminal,
  interrupt: AbortSignal,
  scrubber: Scrubber = createScrubber(),
): CommandDeps => {
  const console = createConsole(terminal, (text) => scrubber.scrub(text))
  const clock = systemClock
  const userData = userDataDir({ ...processEnvironment(), env: console.env })
  const store = createProfileFile(userData, clock)
  const secrets = createKeychain()
  const history = openHistory({
    userData,
    secrets: rememberSecrets(secrets, scrubber),
    profiles: store,
    clock,
  })
  const profiles = createProfileService({
    store,
    secrets,
    history,
    journal: createSaveJournal(userData),
    removals: createRemovalJournal(userData),
    clock,
    newId: randomUUID,
    scrubber,
  })
  const proxySignIns = new ProxySignInStore({
    secrets: profiles.secrets,
    known: createKnownProxies(userData),
    scrubber,
  })
  const routes = createRoutes({ system: createUnusedSettings(), signIns: proxySignIns })
  const network = new NetworkService({
    profiles,
    routes,
    signIns: proxySignIns,
    onLook: () => {
      routes.forget()
    },
    onSignIn: () => {
      routes.signInChanged()
    },
  })
  return {
    console,
    clock,
    profiles,
    network,
    doctor: async () =>
      (await import('../open-doctor')).openDoctor({
        userData,
        version,
        host: 'command-line',
        clock,
        secrets: profiles.secrets,
        store,
        network,
      }),
    routes,
    proxySignIns,
    history,
    scrubber,
    connector: ({ browser, share, wrapClient, instant }) =>
      createHaloConnector({
        clock,
        routes,
        onSecret: (secret) => {
          scrubber.add(secret)
        },
        ...(share === undefined ? {} : { share: () => share }),
        ...(wrapClient === undefined ? {} : { wrapClient }),
        ...(instant === true ? { sleep: () => Promise.resolve() } : {}),
        openBrowser: async (url) => {
          console.message(['Sign in at:', url])
          if (browser) await (await import('../adapters/system/system-browser')).openInSystemBrowser(url)
        },
      }),
    printer: scrubbedPrinter(lazyPrinter(console), scrubber),
    files: scrubbedFiles(createReportFiles(), scrubber),
    interrupt,
    turns: createTenantTurns(userData),
    trusted: createTrustedDestinations(userData),
    recipeFolder: path.join(userData, 'recipes'),
    branding: createBrandingSettings(userData),
    version,
  }
}

/** How long nothing is said while a report is printed. */
const SILENT_MS = 5_000

/** Says how far a long print is, in a line every few seconds. */
const tellProgress = (console: Console): ((done: number) => void) => {
  let last = performance.now()
  return (done) => {
    if (done >= 1 || performance.now() - last < SILENT_MS) return
    last = performance.now()
    console.message(`Printing the PDF: ${countText(Math.floor(done * 100))} %`)
  }
}

/** Looks for a Chromium only when a PDF is asked for. */
const lazyPrinter = (console: Console): PdfPrinter => ({
  print: async (html, options) => {
    const executablePath = findChromium(console.env)
    if (executablePath === null)
      return err(
        appError('PRINT_FAILED', 'No Chromium, Chrome or Edge was found to print the PDF with.', {
          advice: [
            'Install one of them, or set CROSSVIEW_CHROMIUM to its path.',
            'HTML, CSV and JSON need none.',
          ],
        }),
      )
    const { createChromiumPrinter } = await import('../adapters/pdf/pdf-chromium')
    return createChromiumPrinter({ executablePath, sandbox: chromiumSandbox() }).print(html, {
      onProgress: tellProgress(console),
      ...options,
    })
  },
})
