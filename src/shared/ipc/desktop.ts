import type { AppError } from '../app-error'
import type { CommandId } from '../commands'
import type { ImportPreview } from './import-preview'
import type { OpenedSnapshot } from './target'

/** What reaches the window from outside of it: its menu, and files that were opened with Crossview. */
export type DesktopMessage =
  | { readonly kind: 'command'; readonly command: CommandId }
  | { readonly kind: 'opened'; readonly opened: OpenedSnapshot }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'failed'; readonly error: AppError }

export interface DesktopApi {
  /** Returns the function that stops listening. The listener gets data, never an event. */
  onMessage(listener: (message: DesktopMessage) => void): () => void
}
