import type { ServerResponse } from 'node:http'
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'

/** Answers that would be too large for any memory (security-measurements.md B16). */
export interface Bomb {
  readonly name: string
  readonly answer: (response: ServerResponse) => void
  /** How the client ends, or what it takes the answer for. */
  readonly outcome: string
}

const MEGABYTE = Buffer.alloc(1e6, ' ')
const UNPACKED_MB = 200

/** Packed at the first answer, and kept for the next. */
const packed = (encoding: string, pack: (data: Buffer) => Buffer) => {
  let content: Buffer | undefined
  return (response: ServerResponse): void => {
    content ??= pack(Buffer.alloc(UNPACKED_MB * 1e6, ' '))
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': encoding })
    response.end(content)
  }
}

/** Writes a megabyte whenever there is room for it, until there are so many, or for ever. */
const flood = (response: ServerResponse, headers: Record<string, string>, megabytes = Infinity): void => {
  response.writeHead(response.statusCode, headers)
  let written = 0
  const more = (): void => {
    while (written < megabytes && !response.destroyed) {
      written += 1
      if (!response.write(MEGABYTE)) {
        response.once('drain', more)
        return
      }
    }
    response.end()
  }
  more()
}

const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

export const BOMBS: readonly Bomb[] = [
  { name: 'gzip', answer: packed('gzip', (data) => gzipSync(data)), outcome: 'too-large' },
  { name: 'br', answer: packed('br', (data) => brotliCompressSync(data, quickly)), outcome: 'too-large' },
  { name: 'deflate', answer: packed('deflate', (data) => deflateSync(data)), outcome: 'too-large' },
  { name: 'raw deflate', answer: packed('deflate', (data) => deflateRawSync(data)), outcome: 'too-large' },
  {
    name: 'zstd, which was not asked for',
    answer: packed('zstd', (data) => zstdCompressSync(data)),
    outcome: 'too-large',
  },
  {
    name: 'gzip in gzip',
    answer: packed('gzip', (data) => gzipSync(gzipSync(data))),
    outcome: 'text that is not whole JSON',
  },
  {
    name: 'gzip in gzip, named twice',
    answer: packed('gzip, gzip', (data) => gzipSync(gzipSync(data))),
    outcome: 'text that is not whole JSON',
  },
  {
    name: 'gzip in br',
    answer: packed('br', (data) => brotliCompressSync(gzipSync(data), quickly)),
    outcome: 'text that is not whole JSON',
  },
  {
    name: '1 GB, with its length',
    answer: (response) => {
      flood(response, { 'Content-Length': String(1e9) }, 1000)
    },
    outcome: 'too-large',
  },
  {
    name: 'without end, in chunks',
    answer: (response) => {
      flood(response, {})
    },
    outcome: 'too-large',
  },
  {
    name: 'without end and without a length',
    answer: (response) => {
      response.useChunkedEncodingByDefault = false
      flood(response, { Connection: 'close' })
    },
    outcome: 'too-large',
  },
  {
    name: 'without end, as an error',
    answer: (response) => {
      response.statusCode = 500
      flood(response, {})
    },
    outcome: 'too-large',
  },
  {
    name: 'a header of 1 MB',
    answer: (response) => {
      response.writeHead(200, { 'X-Long': 'a'.repeat(1e6) }).end('{}')
    },
    outcome: 'unreachable',
  },
]

/** Each is answered to both kinds of requests. */
export const METHODS = ['get', 'post'] as const

/** Bytes of memory that a refused answer may take (security-measurements.md B16). */
export const MOST_MEMORY = 64e6
