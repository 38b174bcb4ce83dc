import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ALLOWED } from './allowed.mjs'
import { code } from './bans/code.mjs'
import { data } from './bans/data.mjs'
import { electron } from './bans/electron.mjs'
import { GUARDS } from './guards.mjs'
import { mustHold } from './rules/must-hold.mjs'
import { noWholeErrors } from './rules/no-whole-errors.mjs'
import { oneWayOfCounts } from './rules/one-way-of-counts.mjs'

/** @import { Linter } from 'eslint' */

/**
 * What the product's source may not do, and what it must. They find mistakes; who wants to hide
 * something from them can. How to add one: CONTRIBUTING.md.
 */
const restrictions = {
  ...electron,
  ...code,
  ...data,
  'no-whole-errors': noWholeErrors,
  'one-way-of-counts': oneWayOfCounts,
}

/** ESLint's cache knows a plugin by its version only: it has to change with every rule. */
const version = () => {
  const hash = createHash('sha256')
  for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.mjs')) hash.update(readFileSync(path.join(import.meta.dirname, file)))
  return hash.digest('hex').slice(0, 16)
}

export const plugin = {
  meta: { name: 'crossview', version: version() },
  rules: { ...restrictions, 'must-hold': mustHold },
}

/** Rules that do not hold for the product's source as a whole, or not for it alone. @type {Readonly<Record<string, string>>} */
const WITHIN = {
  'no-address-in-the-window': 'src/renderer',
  'no-clock-in-core': 'src/core',
  // The demo tenant writes what Halo would, not what a person reads.
  'one-way-of-counts': 'src/{core,shared,main,preload,renderer}',
  'no-shell': '{src,scripts,test,bench}',
}

const plugins = { crossview: plugin }

/** @type {Linter.Config[]} */
export const config = [
  ...Object.keys(restrictions).map((name) => ({
    files: [`${WITHIN[name] ?? 'src'}/**/*.{ts,tsx,mjs,cjs}`],
    plugins,
    rules: /** @type {Linter.RulesRecord} */ ({
      [`crossview/${name}`]: ['error', { allow: ALLOWED[name] ?? {} }],
    }),
  })),
  ...Object.entries(GUARDS).map(([file, guards]) => ({
    files: [file],
    plugins,
    rules: /** @type {Linter.RulesRecord} */ ({ 'crossview/must-hold': ['error', ...guards] }),
  })),
]
