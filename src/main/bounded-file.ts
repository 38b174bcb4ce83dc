import { createReadStream } from 'node:fs'
import { LARGEST_FILE } from '../shared/bounds'

/** What reading a larger file ends with; the code stands where the system's would. */
class TooLarge extends Error {
  readonly code = `more than ${String(LARGEST_FILE / 1e6)} MB`
}

/**
 * The text of a file that somebody named. Rejects with the system's error, or one whose `code` says that
 * the file is too large: no more is read, whatever it says of its own size (a device has no end).
 */
export const readBounded = async (file: string): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_FILE) throw new TooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
