import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { FILES, HISTORY } from '../../../shared/bounds'
import { parseJson } from '../../../shared/files/json-text'
import { codeOf, whileHeld } from '../../held-file'
import { replaceFile } from '../files/atomic-file'
import { sealedHeaderSchema, type SealedFault } from './sealed-file'

/**
 * What the headers of a tenant's snapshots say, in one file, so that a list need not open thousands. It is made of them and
 * can be made again: lost, damaged or older than the files, it costs time and nothing else. A line counts for the very file
 * that it was made of, told by size and time.
 */

/** Another version of it gets another name, so that two versions of Crossview do not fight over one file. */
export const INDEX_FILE = 'index-1.json'

const lineSchema = z.strictObject({
  ...sealedHeaderSchema.omit({ tenant: true }).shape,
  /** Of the file: with its size, what the line is true of. */
  mtimeMs: z.number(),
  bytes: z.number().int().min(0),
  /** Its seal was found broken. */
  damaged: z.literal(true).optional(),
})
export type IndexLine = z.infer<typeof lineSchema>

const indexSchema = z.strictObject({
  schema: z.literal('crossview.history-index/1'),
  tenant: z.uuid(),
  snapshots: z.array(lineSchema).max(HISTORY.indexed),
})

interface ReadIndex {
  readonly lines: ReadonlyMap<string, IndexLine>
  readonly fault: SealedFault | null
}

const NOTHING: ReadIndex['lines'] = new Map()

/** @param names of the folder's files */
export const readIndex = async (
  folder: string,
  names: readonly string[],
  tenant: string,
): Promise<ReadIndex> => {
  if (!names.includes(INDEX_FILE)) return { lines: NOTHING, fault: null }
  const text = await textOf(path.join(folder, INDEX_FILE))
  // It was there a moment ago, and is replaced by others at any time.
  if (text === null) return { lines: NOTHING, fault: null }
  const json = parseJson(text, FILES.historyIndex)
  const index = json.ok ? indexSchema.safeParse(json.value).data : undefined
  if (index?.tenant !== tenant)
    return {
      lines: NOTHING,
      fault: {
        state: 'damaged',
        reason:
          'The list of the snapshots was damaged or another tenant’s; it is made again from the snapshots.',
      },
    }
  return { lines: new Map(index.snapshots.map((line) => [line.id, line])), fault: null }
}

/** Empty where it is too large or cannot be read; null where it is not there. */
const textOf = async (file: string): Promise<string | null> => {
  try {
    const { size } = await stat(file)
    return size > FILES.historyIndex.characters ? '' : await whileHeld(() => readFile(file, 'utf8'))
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? null : ''
  }
}

/** Rejects with the system's error. */
export const writeIndex = async (
  folder: string,
  tenant: string,
  lines: readonly IndexLine[],
): Promise<void> => {
  const newest = [...lines].sort((one, other) => other.at.localeCompare(one.at)).slice(0, HISTORY.indexed)
  const text = JSON.stringify({ schema: 'crossview.history-index/1', tenant, snapshots: newest })
  await replaceFile(path.join(folder, INDEX_FILE), `${text}\n`, { keepBackup: false })
}
