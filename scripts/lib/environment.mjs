/** What the processes that set-up starts may take from its own environment. Built-ins only. */
import path from 'node:path'

/**
 * npm's own variables of the outer `npm start` would be taken as settings by the inner one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const withoutNpm = (env) =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(?!config_(registry|cache|cafile|nodedir)$)/i.test(name)),
  )

/** Windows calls it Path, and a copy of process.env keeps that name. */
const pathName = (/** @type {NodeJS.ProcessEnv} */ env) =>
  Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'

/** @param {string} folder @returns whether it is in a package, where programs of anybody lie */
export const isOfPackages = (folder) => /[\\/]node_modules[\\/]/i.test(`${folder}/`)

/**
 * The folders on PATH that are the system's: npm puts the programs of all packages first.
 * @param {NodeJS.ProcessEnv} env
 * @param {path.PlatformPath} [system] whose PATH it is
 */
export const foldersOnPath = (env, system = path) =>
  (env[pathName(env)] ?? '')
    .split(system.delimiter)
    .filter((folder) => system.isAbsolute(folder) && !isOfPackages(folder))

/**
 * What is meant for the system (npm, apt-get, sudo, which asks for a password) must not be found among
 * the programs of packages.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const withoutTools = (env) => ({ ...env, [pathName(env)]: foldersOnPath(env).join(path.delimiter) })

/**
 * The same with a folder before all others on PATH.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const withFirst = (folder, env) => {
  const name = pathName(env)
  return { ...env, [name]: [folder, env[name]].filter(Boolean).join(path.delimiter) }
}
