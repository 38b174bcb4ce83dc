import { createHash } from 'node:crypto'

/** Which names files may have, on Windows, macOS and Linux alike: what one of them writes, another opens. */

/** What Windows takes for a device, whatever follows behind a dot. It takes superscripts for digits. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[\d¹²³])$/i

const isDevice = (name: string): boolean => DEVICE.test((/^[^.:]*/.exec(name)?.[0] ?? '').trim())

const LONGEST_NAME_BYTES = 120
const DIGEST_DIGITS = 8

/**
 * A file name, without extension, for any text: plain letters, at most 120 bytes, legal on every
 * system. What cannot stand in a name is left out, and a digest of the whole text takes its place: names that
 * somebody can tell apart stay apart. The same text has the same name always.
 */
export const safeFileName = (text: string): string => {
  const meant = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  const plain = trimmed(
    meant
      .normalize('NFKD')
      .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]+/gu, '')
      .replace(/[^A-Za-z0-9 _.-]+/gu, '-'),
  )
  const named = plain === '' || isDevice(plain) ? trimmed(`Crossview-${plain}`) : plain
  if (named === meant && named.length <= LONGEST_NAME_BYTES) return named
  const digest = createHash('sha256').update(meant).digest('hex').slice(0, DIGEST_DIGITS)
  return `${trimmed(named.slice(0, LONGEST_NAME_BYTES - DIGEST_DIGITS - 1))} ${digest}`
}

/** Dots at the beginning hide a file, dots and blanks at the end are lost on Windows, a dash begins an option. */
const trimmed = (name: string): string => name.replace(/^[ .-]+|(?<![ .-])[ .-]+$/g, '')

/**
 * What is wrong with the name of a file or folder to be made, as a clause about it; null: nothing.
 * @param name without its folder
 */
export const fileNameFault = (name: string, platform: NodeJS.Platform = process.platform): string | null => {
  if (name.trim() === '') return 'it has no name'
  if (name === '~') return 'only some shells take ~ for the home folder'
  if (isDevice(name)) return `${name} is a name that Windows keeps for a device`
  if (/[. ]$/.test(name)) return 'its name ends in a dot or a blank, which Windows leaves out'
  const [forbidden] = (platform === 'win32' ? /[<>:"|?*\p{Cc}]/u : /\0/).exec(name) ?? []
  if (forbidden !== undefined)
    return /\p{Cc}/u.test(forbidden)
      ? 'its name holds a control character'
      : `its name holds ${forbidden}, which no file name on Windows can`
  const length = platform === 'win32' ? name.length : Buffer.byteLength(name)
  return length > 255 ? 'its name is too long (more than 255 characters)' : null
}
