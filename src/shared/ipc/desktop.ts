import type { AppError } from '../app-error'
import type { CommandId } from '../commands'
import type { RecentFile } from '../files/preferences'
import type { Result } from '../result'
import type { ImportPreview } from './import-preview'
import type { OpenedSnapshot } from './target'

/** What reaches the window from outside of it: its menu, and files that were opened with Crossview. */
export type DesktopMessage =
  | { readonly kind: 'command'; readonly command: CommandId }
  | OpenedFile
  | { readonly kind: 'failed'; readonly error: AppError }
  /** A result of the window is to be shown, as when its end was told by the system and somebody clicked that. */
  | { readonly kind: 'show'; readonly result: ResultOfWindow }

/** What a file turned out to be that was given to Crossview as it is. */
export type OpenedFile =
  | { readonly kind: 'opened'; readonly opened: OpenedSnapshot }
  | { readonly kind: 'import'; readonly preview: ImportPreview }

/** A run of the window, by its id. */
export type ResultOfWindow =
  | { readonly kind: 'comparison'; readonly runId: string }
  | { readonly kind: 'applications'; readonly inventoryId: string }
  | { readonly kind: 'fleet' }

/** A file that was opened or saved before. Where it lies is main's to know. */
export interface RecentView extends Pick<RecentFile, 'name' | 'kind' | 'openedAt'> {
  readonly id: string
  /** Its name, without the folder. */
  readonly file: string
}

type Answer<T> = Promise<Result<T, AppError>>

/** What the window may ask of the system around it. No path crosses from the page to main. */
export interface DesktopApi {
  /**
   * The page listens from now on, and can do these commands: others are greyed in the menu, where there is one. What came before
   * is told it then.
   */
  setCommands(input: { commands: readonly CommandId[] }): Answer<null>
  /** Whether a form holds something that is stored nowhere: it is asked about before the window is closed. What it is stays here. */
  setTyped(input: { typed: boolean }): Answer<null>
  /** Newest first. */
  recent(): Answer<readonly RecentView[]>
  /** `NOT_FOUND`: the file is gone, and forgotten. */
  openRecent(input: { id: string }): Answer<OpenedSnapshot>
  clearRecent(): Answer<null>
  /** Opens what somebody dropped onto the window, by what it is. */
  openText(input: { name: string; text: string }): Answer<OpenedFile>
  /** Shows what was saved in this session in the system's own window. @param input the id that the export answered with */
  showInFolder(input: { id: string }): Answer<null>
  openLogFolder(): Answer<null>
  /** Returns the function that stops listening. The listener gets data, never an event. */
  onMessage(listener: (message: DesktopMessage) => void): () => void
}
