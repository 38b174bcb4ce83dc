/** The environment that Crossview is started with: what it would keep of it by itself. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, toolEnv } from '../setup.mjs'

/**
 * SECURITY: what Crossview would take from its environment anyway (src/main/security/surroundings.ts)
 * never gets there: so it is in no process of Electron, some of which start before any of our code.
 */
export const ownEnv = () => {
  const kept = JSON.parse(readFileSync(path.join(ROOT, 'src/main/security/kept-variables.json'), 'utf8'))
  const names = [...kept.session, ...kept.own]
  return Object.fromEntries(
    Object.entries(toolEnv()).filter(
      ([name]) =>
        kept.proxy.includes(name.toUpperCase()) ||
        names.includes(process.platform === 'win32' ? name.toUpperCase() : name),
    ),
  )
}
