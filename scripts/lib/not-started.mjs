/** Why a program could not be started, in words: Node tells little, and the same for several reasons. */
import { existsSync } from 'node:fs'

/** From here on Windows starts no program and enters no folder. */
const WINDOWS_PATH_LIMIT = 260

/**
 * @param {NodeJS.ErrnoException} error of `spawn`
 * @param {string} program path, or name on PATH
 * @param {string} folder that it was to run in
 * @param {NodeJS.Platform} [platform]
 * @returns {string} what happened, and what to do
 */
export const whyNotStarted = ({ code }, program, folder, platform = process.platform) => {
  const long = [program, folder].find((one) => one.length >= WINDOWS_PATH_LIMIT - 1)
  if (platform === 'win32' && long !== undefined)
    return `Windows starts nothing at a path of ${long.length} characters: ${long}. Use a folder with a shorter one.`
  if (!existsSync(folder)) return `The folder ${folder} is not there. Go to one that is, and run this again.`
  if (code === 'ENOENT') return `The program ${program} is not there. Install it, and run this again.`
  if (code === 'EACCES' || code === 'EPERM')
    return `The system did not permit to start ${program}. A virus scanner or a rule of your organisation may forbid programs in that folder.`
  return `The program ${program} could not be started. Is it whole, and is there memory left?`
}
