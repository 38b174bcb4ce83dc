import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A part of a screen, in pixels. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Places in the header of XWDFile.h, which an X server without a monitor keeps its picture in. */
const HEADER_SIZE = 0
const BITS_PER_PIXEL = 11
const BYTES_PER_LINE = 12
const COLOURS = 19
const BYTES_PER_COLOUR = 12

/**
 * What is on a part of the screen now, to be compared.
 * @param folder the one that the screen was started with
 */
export const pixelsOf = (folder: string, { left, top, width, height }: Part): string => {
  const file = readFileSync(path.join(folder, 'Xvfb_screen0'))
  const header = (place: number) => file.readUInt32BE(4 * place)
  const begin = header(HEADER_SIZE) + BYTES_PER_COLOUR * header(COLOURS)
  const bytes = header(BITS_PER_PIXEL) / 8
  return Array.from({ length: height }, (_none, row) => {
    const line = begin + (top + row) * header(BYTES_PER_LINE)
    return file.toString('base64', line + left * bytes, line + (left + width) * bytes)
  }).join('\n')
}
