import { counted, countText } from '../../../core/comparison/count-text'
import type { Logo } from '../../../core/report/branding'
import { appError, type AppError } from '../../../shared/app-error'
import { REPORT } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'

/**
 * A picture for reports, from the bytes of a file. Told by what it is, not by its name: PNG or JPEG. No SVG, which is
 * a document that may refer elsewhere.
 * @returns `INVALID_FILE` that says what is wrong with it
 */
export const readLogo = (fileName: string, bytes: Uint8Array): Result<Logo, AppError> => {
  if (bytes.length > REPORT.logoBytes)
    return err(
      notUsable(
        fileName,
        `it has ${counted(bytes.length, 'byte')}, and a logo may have ${countText(REPORT.logoBytes)}`,
      ),
    )
  const found = pngSize(bytes) ?? jpegSize(bytes)
  if (found === null) return err(notUsable(fileName, 'it is neither a PNG nor a JPEG picture'))
  const { type, width, height } = found
  if (width < 1 || height < 1) return err(notUsable(fileName, 'it is a picture of no size'))
  if (width > REPORT.logoSide || height > REPORT.logoSide)
    return err(
      notUsable(
        fileName,
        `it is ${countText(width)} by ${counted(height, 'pixel')}, and a side may have ${countText(REPORT.logoSide)}`,
      ),
    )
  return ok({ type, width, height, base64: Buffer.from(bytes).toString('base64') })
}

const notUsable = (fileName: string, why: string): AppError =>
  appError('INVALID_FILE', `${fileName} cannot be the logo of reports: ${why}.`, {
    advice: ['Choose a smaller PNG or JPEG picture, such as the one on your letterhead.'],
  })

type Size = Pick<Logo, 'type' | 'width' | 'height'>

const PNG_MARK = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** The first chunk is the header (W3C PNG, 11.2.1). */
const pngSize = (bytes: Uint8Array): Size | null => {
  if (bytes.length < 33 || !PNG_MARK.every((byte, at) => bytes[at] === byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(12) !== 0x49484452) return null
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** Segments up to the frame header, whose markers are C0 to CF without C4, C8 and CC (ITU T.81, B.1.1.3). */
const jpegSize = (bytes: Uint8Array): Size | null => {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 < bytes.length) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}
