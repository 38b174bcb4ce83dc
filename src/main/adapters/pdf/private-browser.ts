import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { childEnvironment } from '../../security/surroundings'
import { OFFLINE } from './chromium'
import { makeTemporary, removeTemporary } from '../files/temporary'

/**
 * SECURITY: the profile of a Chromium that Crossview starts. It keeps nothing, asks for nothing and
 * sends nothing: a client secret is typed into its form, which it would offer to keep.
 */
const PREFERENCES = {
  // Passwords: no offer to save, no store, no check whether one is known. The name under `profile` is
  // that of older versions.
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  credentials_enable_passkeys: false,
  profile: { password_manager_enabled: false, password_manager_leak_detection: false },
  // Forms: nothing is remembered, nothing is filled in.
  autofill: { profile_enabled: false, credit_card_enabled: false },
  payments: { can_make_payment_enabled: false },
  // Text that is typed: not checked, neither here nor by a service.
  browser: { enable_spellchecking: false },
  spellcheck: { dictionaries: [], use_spelling_service: false },
  translate: { enabled: false },
  // Text that is typed or shown: not sent anywhere.
  search: { suggest_enabled: false },
  safebrowsing: { enabled: false, enhanced: false, scout_reporting_enabled: false },
  url_keyed_anonymized_data_collection: { enabled: false },
  alternate_error_pages: { enabled: false },
  net: { network_prediction_options: 2 },
  // No account.
  signin: { allowed: false, allowed_on_next_startup: false },
  // No session of the last time, and nothing in the background.
  session: { restore_on_startup: 5 },
}

/** Of the whole browser, not of a profile. */
const LOCAL_STATE = {
  user_experience_metrics: { reporting_enabled: false },
  background_mode: { enabled: false },
  browser: { enabled_labs_experiments: [] },
  dns_over_https: { mode: 'off' },
}

/** What has no preference. A later `--disable-features` takes the place of Playwright's own. */
const DISABLED_FEATURES: readonly string[] = [
  // Playwright's.
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  // Ours: what reads, keeps or sends text of a page.
  'Translate',
  'AutofillServerCommunication',
  'AutofillAiServerModel',
  'PageContentAnnotations',
  'HistoryEmbeddings',
]

const QUIET: readonly string[] = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--no-pings',
  '--password-store=basic',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
  ...OFFLINE,
]

/** What Playwright starts it with. */
export interface PrivateBrowser {
  readonly profile: string
  readonly options: {
    readonly artifactsDir: string
    readonly env: Record<string, string>
    readonly handleSIGINT: false
    readonly handleSIGTERM: false
    readonly handleSIGHUP: false
  }
  readonly args: readonly string[]
  /** Removes the profile and everything else it made. When it is closed. */
  remove(): Promise<void>
}

/** Makes the place for a Chromium of one run: everything of it is in one folder that goes with it. */
export const preparePrivateBrowser = async (kind: 'window' | 'print'): Promise<PrivateBrowser> => {
  const folder = await makeTemporary(kind === 'window' ? 'w' : 'p')
  const profile = path.join(folder, 'profile')
  const artifactsDir = path.join(folder, 'artifacts')
  for (const made of [path.join(profile, 'Default'), artifactsDir])
    await mkdir(made, { recursive: true, mode: 0o700 })
  await writeJson(path.join(profile, 'Default', 'Preferences'), PREFERENCES)
  await writeJson(path.join(profile, 'Local State'), LOCAL_STATE)
  return {
    profile,
    options: {
      artifactsDir,
      // SECURITY: not this process's environment, in which the secrets of a config file may be.
      env: { ...childEnvironment(), ...temporaryIn(folder) },
      // The caller's own life decides, not a Ctrl-C that it wants to handle.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    },
    args: QUIET,
    remove: () => removeTemporary(folder),
  }
}

/** What Chromium puts below its temporary folder, and how long the path of a socket may be; unix(7). */
const SOCKET = '/.org.chromium.Chromium.XXXXXX/SingletonSocket'
const LONGEST_SOCKET = 107

/** Chromium does not start where its socket's path is too long: then it uses the system's folder. */
export const temporaryIn = (
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> => {
  if (platform === 'win32') return { TEMP: folder, TMP: folder }
  return folder.length + SOCKET.length > LONGEST_SOCKET ? {} : { TMPDIR: folder }
}

const writeJson = (file: string, content: unknown): Promise<void> =>
  writeFile(file, JSON.stringify(content), { mode: 0o600 })
