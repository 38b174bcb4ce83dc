/** What the app is made of, with the licences of its parts: told under *About*, when the window is built. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Of those that are bundled into the window and therefore development dependencies (docs/dependencies.md). */
const OF_THE_WINDOW = ['react', 'react-dom', 'zustand']

/** @typedef {import('../../src/renderer/src/features/help/document').UsedPackage} UsedPackage */

/**
 * Packages of the lock file that are bundled or shipped, and what these need.
 * @param {string} root folder of the repository
 * @returns {readonly UsedPackage[]} by name
 */
export const usedPackages = (root) => {
  /** @type {Record<string, { version: string, license?: string, dependencies?: Record<string, string> }>} */
  const packages = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  const found = new Set()
  const add = (/** @type {string} */ name, /** @type {string} */ from) => {
    const place = placeOf(name, from, packages)
    if (place === null || found.has(place)) return
    found.add(place)
    for (const needed of Object.keys(packages[place]?.dependencies ?? {})) add(needed, place)
  }
  for (const name of [...Object.keys(packages['']?.dependencies ?? {}), ...OF_THE_WINDOW]) add(name, '')
  return [...found].sort().map((place) => {
    const { version, license = 'not named' } = /** @type {{ version: string, license?: string }} */ (
      packages[place]
    )
    return { name: nameOf(place), version, licence: license, text: licenceText(path.join(root, place)) }
  })
}

const nameOf = (/** @type {string} */ place) =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * Where Node finds a package from another one: its own folder first, then those above.
 * @param {string} name
 * @param {string} from
 * @param {object} packages
 */
const placeOf = (name, from, packages) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = path.posix.join(at, 'node_modules', name)
    if (place in packages) return place
    if (at === '') return null
  }
}

const licenceText = (/** @type {string} */ folder) => {
  if (!existsSync(folder)) return ''
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:[.-]|$)/i.test(name))
  return file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim()
}
