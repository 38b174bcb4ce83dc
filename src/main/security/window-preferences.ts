/**
 * SECURITY: what every window has in common, each option by name so that no default decides
 * (security-measurements.md section 2). A window adds to these and overrides none.
 */
export const SAFE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Its dictionary is downloaded, and the window talks to nobody.
  spellcheck: false,
  devTools: false,
} as const satisfies Electron.WebPreferences
