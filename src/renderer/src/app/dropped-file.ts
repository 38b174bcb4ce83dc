import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { DROPPED } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'
import { SNAPSHOT_ENDING } from '../../../shared/snapshot-name'
import { visibleLine } from '../../../shared/visible-text'

/** What of a dropped file is looked at; `File` of the page is one. */
export interface DroppedFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

const ENDING = new RegExp(`\\.(${SNAPSHOT_ENDING}|json|csv)$`, 'i')

/**
 * The text of a file that somebody dropped onto the window, if it is of a kind that Crossview opens.
 * @param file null: a folder
 */
export const readDropped = async (
  file: DroppedFile | null,
): Promise<Result<{ readonly name: string; readonly text: string }, AppError>> => {
  if (file === null)
    return err(
      appError('INVALID_FILE', 'A folder cannot be opened.', {
        advice: ['Drop a snapshot (.crossview, .json) or a list of tenants (.csv, .json).'],
      }),
    )
  const name = file.name.slice(0, DROPPED.name)
  const called = `The file ${visibleLine(name)}`
  if (!ENDING.test(name))
    return err(
      appError('INVALID_FILE', `${called} is of no kind that Crossview opens.`, {
        advice: ['Drop a snapshot (.crossview, .json) or a list of tenants (.csv, .json).'],
      }),
    )
  // No character is shorter than a byte.
  if (file.size > DROPPED.characters)
    return err(
      appError(
        'FILE_READ_FAILED',
        `${called} is too large to be dropped: it has more than ${countText(DROPPED.characters / 1e6)} MB.`,
        {
          advice: ['Open it with “Open snapshot…”.'],
        },
      ),
    )
  try {
    return ok({ name, text: decoded(new Uint8Array(await file.arrayBuffer())) })
  } catch {
    // Gone meanwhile, or not text: the same can be said of both.
    return err(
      appError('FILE_READ_FAILED', `${called} could not be read as text in UTF-8.`, {
        advice: [
          'Save it as UTF-8 and drop it again, or choose it with “Import…” or “Open snapshot…”, which say more.',
        ],
      }),
    )
  }
}

/** By its mark UTF-16, else UTF-8. Throws where it is neither: other letters would be read than were meant. */
const decoded = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}
