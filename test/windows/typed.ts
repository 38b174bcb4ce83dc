import { spawnSync } from 'node:child_process'
import { IS_WINDOWS } from '../support/checkout'

/** A command as a person types it, into the system's command prompt. */
export const typed = (line: string, cwd: string, env: NodeJS.ProcessEnv) =>
  IS_WINDOWS
    ? spawnSync(env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `"${line}"`], {
        cwd,
        env,
        encoding: 'utf8',
        windowsVerbatimArguments: true,
      })
    : spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' })
