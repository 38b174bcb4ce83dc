import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { launchElectron, ROOT, test } from './locked-desktop'

test('a prompt of the keyring that nobody answers does not hold Crossview when it is to end', async ({
  desktop,
  host,
}) => {
  const child =
    host === 'electron'
      ? (await launchElectron(desktop)).process()
      : spawn(process.execPath, ['out/main/browser-window.cjs'], {
          cwd: ROOT,
          env: desktop.env,
          stdio: 'ignore',
        })
  await desktop.screen.promptShown()
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  // Where it is held, this waits until the test's own end.
  await ended
})
