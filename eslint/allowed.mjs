const REFUSED_AT_START = 'names it to refuse a start with it'

/**
 * Where a rule need not be kept, and why: rule, file, reason. An entry that nothing needs is reported in its file.
 * @type {Readonly<Record<string, Readonly<Record<string, string>>>>}
 */
export const ALLOWED = {
  'no-window-security-options': {
    'src/main/security/window-preferences.ts': 'is that constant',
    'src/main/adapters/pdf/private-browser.ts': 'switches the same off in an installed Chromium',
  },
  'no-added-switches': {
    'src/main/security/hardening.ts': 'the one that takes every host name away from Chromium',
  },
  'no-sandbox-off': {
    'src/main/index.ts': 'asks whether root on Linux was started with it, where Chromium needs it',
    'src/main/browser-window/host.ts': 'takes it out of what Playwright would add',
    'src/main/security/launch-guard.ts': REFUSED_AT_START,
  },
  'one-way-to-the-browser': { 'src/main/security/safe-shell.ts': 'that place' },
  'one-way-to-the-browser-without-electron': { 'src/main/adapters/system/system-browser.ts': 'that place' },
  'one-way-of-names': { 'src/renderer/src/ui/name.tsx': 'that component' },
  'one-bridge': { 'src/preload/index.ts': 'that bridge' },
  'one-listener': { 'src/main/ipc/register.ts': 'behind the check of the sender' },
  'one-preload': { 'src/main/window.ts': 'the app’s window' },
  'no-ipc-renderer': { 'src/preload/index.ts': 'the bridge' },
  'known-protocol-handlers': {
    'src/main/security/app-protocol.ts': 'the window’s own files',
    'src/main/adapters/pdf/pdf-window.ts': 'the one report that is printed',
  },
  'one-privileged-scheme': { 'src/main/security/app-protocol.ts': 'that scheme' },
  'no-shell': {
    'test/main/adapters/files/full-disk.test.ts': 'ulimit is a word of the shell',
    'test/main/automation/containers.test.ts': 'the scripts of a workflow, as GitHub starts them',
    'test/main/automation/machines.test.ts': 'the command line of a unit, which is a shell’s',
    'test/main/cli/prompts.test.ts': 'a pipe as a person types it (| head)',
    'test/support/image.ts': 'the RUN lines of the Dockerfile',
    'test/support/loaded.cjs': 'watches what a built program starts, and starts nothing',
    'test/windows/held.ts': 'another program that holds a file, on a Windows without hold.exe',
    'test/windows/typed.ts': 'types a command as a person does, into cmd.exe',
    'scripts/lib/workflows.mjs': 'a key of GitHub’s workflows',
  },
  'no-other-programs': {
    'src/main/adapters/system-proxy/read-settings.ts':
      'the system’s own programs that print proxy settings, by their whole paths',
  },
  'no-require': {
    'src/main/adapters/keychain/keytar-queue.ts': 'a keytar that does not load is an answer, not a crash',
  },
  'no-weak-randomness': { 'src/main/adapters/halo/requests.ts': 'spreads the waits between repeats' },
  'no-unchecked-tls': {
    'src/main/security/launch-guard.ts': REFUSED_AT_START,
    'src/main/adapters/system/computer-facts.ts': 'names the variable, to say that it is ignored',
  },
  'one-content-policy': {
    'src/main/security/page-headers.ts': 'that place',
    'src/main/adapters/halo/auth/redirect-listener.ts':
      'the page after signing in, which has no script and no style: nothing at all',
    'src/core/report/page.ts': 'a report says itself that it runs nothing, wherever it is opened',
  },
  'one-number-format': { 'src/core/comparison/count-text.ts': 'that place' },
  'one-way-of-counts': {
    ...Object.fromEntries(
      ['pdf-file', 'pdf-join', 'pdf-outline', 'pdf-whole'].map((name) => [
        `src/main/adapters/pdf/${name}.ts`,
        'numbers of PDF syntax, and numbers of pages, which are the names of pages',
      ]),
    ),
    'src/core/report/picture-html.ts': 'coordinates of a picture',
    'src/core/report/inert-cell.ts': 'CSV is read by programs',
    'src/core/report/test-results.ts': 'JUnit’s XML is read by programs',
    'src/core/report/fleet-results.ts': 'JUnit’s XML is read by programs',
    'src/main/adapters/halo/answers/foreign-text.ts': 'a code, as Halo wrote it',
    'src/main/adapters/halo/application-method.ts': 'a code, as Halo wrote it',
    'src/renderer/src/features/inventory/decision-form.tsx': 'a day in ISO 8601',
  },
  'no-unencrypted-address': {
    'src/main/adapters/halo/auth/sign-in.ts': 'the sign-in’s listener, on 127.0.0.1',
    'src/demo/server.ts': 'the demo tenant, on 127.0.0.1',
    'src/demo/applications.ts': 'the demo tenant’s redirect address, on 127.0.0.1',
    'src/demo/words.ts': 'text of a demo ticket that tries to be a formula',
    'src/main/adapters/http/proxy.ts': 'a proxy’s own address; only https goes through it, as a tunnel',
    'src/main/adapters/http/proxy-failures.ts': 'how HTTPS_PROXY is written, in advice',
    'src/main/adapters/http/pac-answer.ts': 'a proxy’s own address; only https goes through it, as a tunnel',
    'src/main/adapters/system-proxy/pac-file.ts':
      'where WPAD has a PAC file, which says which proxy is asked for a tunnel',
    'src/main/cli/commands/proxy-commands.ts': 'how HTTPS_PROXY is written, in advice',
    'src/shared/files/proxies.ts': 'a proxy’s own address',
    'src/shared/files/profile.ts': 'how a proxy is written, in a message',
    'src/renderer/src/features/profiles/form/tenant-sections.tsx': 'how a proxy is written, in a hint',
    'src/main/adapters/pdf/pdf-whole.ts': 'names of XML namespaces, which nobody loads',
  },
  'no-address-in-the-window': {
    'src/renderer/src/features/profiles/form/tenant-sections.tsx': 'examples in hints of the form',
  },
  'no-stacks': {
    'src/main/security/crash-guard.ts': 'takes the place in our own code out of it, and no value',
  },
  'no-storage-in-the-window': { 'src/renderer/src/app/theme.ts': 'the chosen theme, one of three words' },
  'one-network-client': {
    'src/main/adapters/http/http.ts': 'that client',
    'src/main/adapters/http/http-tunnel.ts': 'its tunnels through a proxy',
    'src/main/adapters/http/http-trust.ts': 'what it trusts',
    'src/main/adapters/system-proxy/pac-file.ts': 'gets the PAC file that the system names, and nothing else',
    'src/main/adapters/system/computer-facts.ts':
      'counts the certificates of the system, and connects to nobody',
  },
  'known-servers': {
    'src/main/adapters/http/http.ts': 'the client; listens nowhere',
    'src/main/adapters/http/http-tunnel.ts': 'tunnels through a proxy; listens nowhere',
    'src/main/adapters/http/no-proxy.ts': 'compares addresses; opens nothing',
    'src/main/adapters/system-proxy/pac-file.ts': 'gets a PAC file; listens nowhere',
    'src/main/adapters/halo/auth/redirect-listener.ts': 'one sign-in, on 127.0.0.1',
    'src/demo/server.ts': 'the demo tenant, on 127.0.0.1',
  },
  'one-way-to-the-terminal': {
    'src/main/cli/index.ts': 'the streams under the console of the command line',
    'src/main/browser-window/index.ts': 'says why the window did not open, visibly',
    'src/main/browser-window/entry.ts': 'says why the window did not open, in plain characters',
    'src/main/cli/entry.ts': 'says why the command did not start, visibly',
    'src/main/entry.ts': 'says why the app did not start, visibly',
  },
  // Each has its line in docs/platforms.md.
  'known-platforms': {
    'src/main/window-conventions.ts':
      'what closing the last window does, and whose list of recent files there is',
    'src/main/window-menu.ts': 'the menu',
    'src/main/given-file.ts': 'what a path and a switch look like on a command line',
    'src/main/adapters/system/computer-facts.ts': 'what this computer is, told as it is; modes of a folder',
    'src/main/end-process.ts': 'a way to end that waits for no native call',
    'src/main/adapters/http/proxy.ts': 'how a variable is written',
    'src/main/adapters/system-proxy/read-settings.ts': 'where proxy settings are',
    'src/main/adapters/keychain/keytar-queue.ts': 'whose keychain it is',
    'src/main/adapters/files/atomic-file.ts': 'renames and folders of a disk',
    'src/main/adapters/files/destination.ts': 'what is no file but written to',
    'src/main/adapters/files/device.ts': 'what is no file but written to',
    'src/main/adapters/files/exclusive-file.ts': 'files that are held',
    'src/main/adapters/files/file-name.ts': 'what a file may be called',
    'src/main/adapters/files/named-file.ts': 'where a path may lead',
    'src/main/adapters/files/process-mark.ts': 'who made a file',
    'src/main/adapters/files/temporary.ts': 'who made a temporary folder',
    'src/main/adapters/files/user-data.ts': 'where data is, and who may read it',
    'src/main/adapters/files/write-fault.ts': 'what keeps a file from being written',
    'src/main/held-file.ts': 'files that another program holds',
    'src/main/adapters/pdf/chromium.ts': 'where browsers are installed, and their sandbox',
    'src/main/adapters/pdf/private-browser.ts': 'what names the temporary folder',
    'src/main/security/surroundings.ts': 'names of environment variables',
    'src/main/security/begin.ts': 'modes and signals',
  },
  'no-partial-files': {
    'src/main/adapters/files/atomic-file.ts': 'writes the list of tenants: temporary file, fsync, rename',
    'src/main/adapters/files/export-files.ts': 'writes reports: temporary file, fsync, rename',
    'src/main/adapters/files/new-content.ts':
      'writes reports: temporary file, fsync; in place what has other names or may not be replaced',
    'src/main/adapters/system/computer-facts.ts':
      'tries whether the data folder takes a file, and removes it',
    'src/main/adapters/files/output-check.ts': 'tries whether a folder takes a file, and removes it',
    'src/main/adapters/files/device.ts': 'writes to a device or a pipe, which is no file and has no whole',
    'src/main/adapters/files/write-fault.ts':
      'opens a file to see whether another program holds it; writes nothing',
    'src/main/adapters/pdf/private-browser.ts': 'settings of a Chromium, in a new folder of its own',
    'src/main/adapters/profile-store/profile-store.ts': 'sets a damaged file aside by renaming it',
    'src/main/adapters/files/regular-file.ts':
      'opens for reading only, so that what is judged is what was opened',
    'src/main/adapters/files/exclusive-file.ts': 'empty files: a name is there or not',
  },
}
