import { describe, expect, it } from 'vitest'
import { readLogo } from '../../../../src/main/services/reports/picture-file'
import { REPORT } from '../../../../src/shared/bounds'

/** The signature and the header chunk, as W3C PNG section 11.2.1 has them. */
const png = (width: number, height: number, chunk = 'IHDR'): Buffer => {
  const bytes = Buffer.alloc(40)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes)
  bytes.write(chunk, 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

/** Segments as ITU T.81 B.1 has them: an application segment, a Huffman table, and a frame with one of its markers. */
const jpeg = (width: number, height: number, frame = 0xc0): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt16BE(height, 0)
  size.writeUInt16BE(width, 2)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4]),
    Buffer.from([0xff, 0xc4, 0, 4, 9, 9, 0xff]), // Before a marker may stand any number of fill bytes.
    Buffer.from([0xff, frame, 0, 11, 8]),
    size,
    Buffer.alloc(8),
  ])
}

const fault = (bytes: Uint8Array): string => {
  const read = readLogo('logo.png', bytes)
  if (read.ok) throw new Error('It was taken')
  expect(read.error.code).toBe('INVALID_FILE')
  expect(read.error.advice).not.toEqual([])
  return read.error.message
}

describe('a logo', () => {
  it('is a PNG or a JPEG by what is in it, whatever its name says, and keeps its bytes', () => {
    const bytes = png(300, 120)
    expect(readLogo('logo.jpg', bytes)).toEqual({
      ok: true,
      value: { type: 'image/png', width: 300, height: 120, base64: bytes.toString('base64') },
    })
    for (const frame of [0xc0, 0xc1, 0xc2, 0xcf])
      expect(readLogo('logo.png', jpeg(640, 90, frame))).toMatchObject({
        value: { type: 'image/jpeg', width: 640, height: 90 },
      })
  })

  it('is read where it begins, in a buffer that it shares with other things', () => {
    const shared = new Uint8Array(Buffer.concat([Buffer.alloc(5, 0xff), png(7, 9)])).subarray(5)
    expect(readLogo('logo.png', shared)).toMatchObject({ value: { width: 7, height: 9 } })
    const other = new Uint8Array(Buffer.concat([Buffer.alloc(5, 0xff), jpeg(7, 9)])).subarray(5)
    expect(readLogo('logo.png', other)).toMatchObject({ value: { width: 7, height: 9 } })
  })

  it('is nothing that may refer elsewhere, and nothing broken', () => {
    const why = 'logo.png cannot be the logo of reports: it is neither a PNG nor a JPEG picture.'
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9"/></svg>',
    )
    for (const bytes of [
      svg,
      Buffer.from('GIF89a'.padEnd(60, '\0'), 'latin1'),
      Buffer.alloc(0),
      png(10, 10).subarray(0, 32),
      png(10, 10, 'IDAT'),
      jpeg(10, 10).subarray(0, 22),
      jpeg(10, 10, 0xc8), // No frame.
      Buffer.concat([Buffer.from([0xff, 0xd8]), svg]),
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(1000, 0xff)]), // Fill bytes to its end.
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), Buffer.alloc(50)]), // A segment of no length.
    ])
      expect(fault(bytes)).toBe(why)
  })

  it('has a size, within what a page has room for', () => {
    const { logoSide } = REPORT
    expect(readLogo('logo.png', png(logoSide, logoSide)).ok).toBe(true)
    expect(fault(png(logoSide + 1, 10))).toContain('it is 4,001 by 10 pixels, and a side may have 4,000')
    expect(fault(jpeg(10, logoSide + 1))).toContain('it is 10 by 4,001 pixels')
    expect(fault(png(0, 10))).toContain('no size')
    expect(fault(jpeg(10, 0))).toContain('no size')
  })

  it('has at most 300,000 bytes', () => {
    const padded = (length: number) => Buffer.concat([png(10, 10), Buffer.alloc(length - 40)])
    expect(readLogo('logo.png', padded(REPORT.logoBytes)).ok).toBe(true)
    expect(fault(padded(REPORT.logoBytes + 1))).toContain(
      'it has 300,001 bytes, and a logo may have 300,000.',
    )
  })
})
