import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf, whileHeld } from '../../held-file'

/** Why a file is not read. */
export type RegularFileFault =
  | { readonly kind: 'unreadable'; readonly code: string }
  /** A folder, a pipe, a device or a socket. */
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large' }

export interface RegularFile {
  readonly bytes: Buffer
  /** Of its owner; meaningless on Windows. */
  readonly uid: number
  /** Permission bits, as `chmod` takes them; meaningless on Windows. */
  readonly mode: number
}

/** Not there on Windows, where opening a pipe does not wait. */
const {
  O_NOCTTY = 0,
  O_NONBLOCK = 0,
  O_RDONLY,
} = constants as Partial<typeof constants> & {
  readonly O_RDONLY: number
}

/** Opens for reading whatever has this name, and waits for no pipe. What it is, the handle says; its caller closes it. */
export const openToRead = (file: string): Promise<FileHandle> =>
  whileHeld(() => open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY))

/**
 * Reads a file that something else than the user named: waits for no pipe, takes no device and no
 * more than it may. What is judged is what was opened, so nobody can put another file in its place
 * meanwhile; a link is followed, as a mounted secret is one in Kubernetes.
 * @param limit bytes; a longer file is refused
 */
export const readRegularFile = async (
  file: string,
  limit: number,
): Promise<Result<RegularFile, RegularFileFault>> => {
  let handle
  try {
    handle = await openToRead(file)
    const stats = await handle.stat()
    if (!stats.isFile()) return err({ kind: 'not-a-file' })
    // What the kernel makes up (/proc) has no size, and none of it is meant here.
    if (stats.size === 0) return err({ kind: 'empty' })
    const buffer = Buffer.alloc(limit + 1)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    // More than the size says, too: it may have grown meanwhile.
    if (bytesRead > limit) return err({ kind: 'too-large' })
    return ok({ bytes: buffer.subarray(0, bytesRead), uid: stats.uid, mode: stats.mode & 0o7777 })
  } catch (error) {
    // ENXIO: a socket, or a device without anything behind it.
    const code = codeOf(error)
    return err(code === 'ENXIO' ? { kind: 'not-a-file' } : { kind: 'unreadable', code })
  } finally {
    await handle?.close()
  }
}
