/** Fills the templates for winget and Homebrew (resources/packaging) from the files of a release. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {object} Release
 * @property {string} folder with the files of the release; SHA256SUMS among them where it was downloaded
 * @property {string} repository on GitHub, as OWNER/NAME
 * @property {{ name: string, version: string, author: string, license: string, description: string }} about
 *   package.json
 */

/** An owner and a repository as GitHub allows them: what else comes is no part of an address. */
const REPOSITORY = /^[A-Za-z\d][A-Za-z\d-]{0,38}\/[\w.-]{1,100}$/

/**
 * What `{{…}}` stands for: a fact about the release, or the address or the hash of one of its files, by
 * what comes after name and version in the file's name.
 * @param {Release} release
 */
const valuesOf = ({ folder, repository, about }) => {
  const homepage = `https://github.com/${repository}`
  const sums = path.join(folder, 'SHA256SUMS')
  const published = existsSync(sums)
    ? new Map(
        readFileSync(sums, 'utf8')
          .trim()
          .split('\n')
          .map((line) => /** @type {[string, string]} */ ([line.slice(66), line.slice(0, 64)])),
      )
    : null
  /** @param {string} kind */
  const fileOf = (kind) => {
    const name = `${about.name}-${about.version}-${kind}`
    if (!existsSync(path.join(folder, name)))
      throw new Error(`${name} is not in ${folder}: put all installers of ${about.version} there`)
    return name
  }
  /** @param {string} name */
  const hashOf = (name) => {
    const found = createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex')
    if (published !== null && published.get(name) !== found)
      throw new Error(`${name} has not the hash that SHA256SUMS says: download the release again`)
    return found
  }
  return (/** @type {string} */ wanted) => {
    const [what = '', kind = ''] = wanted.split(':')
    if (what === 'url') return `${homepage}/releases/download/v${about.version}/${fileOf(kind)}`
    if (what === 'sha256') return hashOf(fileOf(kind))
    if (what === 'homepage') return homepage
    const value = new Map(Object.entries(about)).get(what)
    if (value === undefined) throw new Error(`nothing is known of {{${wanted}}}`)
    return value
  }
}

/**
 * @param {string} template
 * @param {Release} release
 * @returns {string}
 * @throws when a file is missing, is not the published one, or the repository is no name of one
 */
export const filled = (template, release) => {
  if (!REPOSITORY.test(release.repository))
    throw new Error(`${release.repository} is no repository of GitHub's: give it as OWNER/NAME`)
  const valueOf = valuesOf(release)
  return template.replaceAll(/\{\{([\w:.-]+)\}\}/g, (_all, wanted) => valueOf(wanted))
}
