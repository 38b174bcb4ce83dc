import { createHash } from 'node:crypto'
import type { ExportResult } from '../shared/ipc/target'

/** What the window calls a file by, which is never told a path that it could send back: 32 hexadecimal digits. */
export const fileId = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 32)

/** The answer to an export that was written. */
export const savedAt = (path: string): ExportResult => ({ state: 'saved', path, id: fileId(path) })
