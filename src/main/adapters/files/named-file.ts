import { readlink } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../../shared/result'

/**
 * Paths that a file names (a config, a policy), which may be somebody else's.
 *
 * SECURITY: to open `\\server\share\x`, Windows signs in at that server with the user's name and a
 * hash of the password (NTLM), whatever is there; a name that is only looked at does it too. So a file may
 * name what is on a drive of this computer, and on the share that it is on itself. A path that the
 * person typed is the person's.
 */

/** Goes behind what named it: `The file that ca names …`. */
export interface NamedFileFault {
  readonly what: string
  readonly advice: string
}

/** Where a link leads, as it stands in the link; null for what is none. It must not follow it. */
export type ReadLink = (file: string) => Promise<string | null>

const linkOf: ReadLink = (file) => readlink(file).catch(() => null)

/**
 * The absolute path of a file that another file names. Nothing is opened, and links inside the folder
 * are read, not followed.
 * @param folder that it is relative to
 */
export const namedFile = async (
  named: string,
  folder: string,
  platform: NodeJS.Platform = process.platform,
  readLink: ReadLink = linkOf,
): Promise<Result<string, NamedFileFault>> => {
  if (platform !== 'win32') return ok(path.posix.resolve(folder, named))
  if (hasStrayColon(named)) return err(NO_PATH)
  const file = path.win32.resolve(folder, named)
  if (isTwoSlashes(named) && (!isTwoSlashes(file) || placeOf(named) !== placeOf(folder)))
    return err(ELSEWHERE)
  return (await leadsElsewhere(file, folder, readLink)) ? err(ELSEWHERE) : ok(file)
}

/** `file:…`, `http:…`, and what Windows keeps behind a file (`x:stream`): a colon stands behind a drive only. */
const hasStrayColon = (named: string): boolean =>
  named
    .replace(/^[\\/]{2}[?.][\\/]/, '')
    .replace(/^[A-Za-z]:/, '')
    .includes(':')

const isTwoSlashes = (named: string): boolean => /^[\\/]{2}/.test(named)

/** A drive (`c:`) or a share (`\\server\share`), in small letters; null for a device, whatever is behind it. */
const placeOf = (file: string): string | null => {
  const plain = path.win32
    .normalize(file)
    .replace(/^\\\\\?\\UNC\\/i, '\\\\')
    .replace(/^\\\\\?\\(?=[A-Za-z]:)/, '')
  const [place] = /^\\\\(?![?.]\\)[^\\]+\\[^\\]+/.exec(plain) ?? /^[A-Za-z]:/.exec(plain) ?? []
  // Without a drive: the one that Crossview was started on.
  return place?.toLowerCase() ?? (/^\\(?![\\?])/.test(plain) ? '' : null)
}

const mayLeadTo = (file: string, folder: string): boolean => {
  const place = placeOf(file)
  return place !== null && (!place.startsWith('\\') || place === placeOf(folder))
}

/** As many as Windows itself follows. */
const MOST_LINKS = 63

/**
 * Whether a file, or a link on the way to it, is where it may not be. Only links that may have come with the
 * folder are looked at: those above, somebody who set up this computer has made (a home folder on a server).
 */
const leadsElsewhere = async (
  file: string,
  folder: string,
  readLink: ReadLink,
  linksLeft = MOST_LINKS,
): Promise<boolean> => {
  if (!mayLeadTo(file, folder) || linksLeft === 0) return true
  const between = path.win32.relative(folder, file)
  // On another drive: all of it.
  const { root } = path.win32.parse(between)
  const names = between.slice(root.length).split('\\')
  let at = root === '' ? folder : root
  for (const [index, name] of names.entries()) {
    const next = path.win32.resolve(at, name)
    const target = name === '..' ? null : await readLink(next)
    if (target !== null) {
      const leads = path.win32.resolve(at, target, ...names.slice(index + 1))
      return leadsElsewhere(leads, folder, readLink, linksLeft - 1)
    }
    at = next
  }
  return false
}

const ELSEWHERE: NamedFileFault = {
  what: 'is on another computer or a device, where a file of somebody else must not lead: Windows would sign in there with your name and password',
  advice: 'Copy it to this computer, beside the file that names it, and name it there by a relative path.',
}

const NO_PATH: NamedFileFault = {
  what: 'is not named by a path: a colon stands behind the letter of a drive only',
  advice: 'Name it by a path relative to the folder of the file that names it.',
}
