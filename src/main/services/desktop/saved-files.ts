import { fileId } from '../../saved-file'
import type { ReportFiles } from '../../ports'

/** How many of them are remembered. */
const MOST = 200

/** What was written in this session, so that it can be shown where it lies: nothing else ever is. */
export class SavedFiles {
  private readonly paths = new Map<string, string>()

  /** Writes as `files` does, and remembers what was written. */
  remembering(files: ReportFiles): ReportFiles {
    return {
      ...files,
      writeFile: async (path, content) => this.noted(path, await files.writeFile(path, content)),
      writeFolder: async (path, tables) => this.noted(path, await files.writeFolder(path, tables)),
    }
  }

  /** undefined: nothing of this session is called so. */
  pathOf(id: string): string | undefined {
    return this.paths.get(id)
  }

  private noted<Written extends { readonly ok: boolean }>(path: string, written: Written): Written {
    if (!written.ok) return written
    const id = fileId(path)
    this.paths.delete(id)
    this.paths.set(id, path)
    for (const [oldest] of [...this.paths].slice(0, -MOST)) this.paths.delete(oldest)
    return written
  }
}
