import type { Channel } from '../shared/ipc/contract'
import { ok } from '../shared/result'
import type { Handlers } from './ipc/handlers'
import type { FileDialogs, ReportFiles } from './ports'
import { savedAt } from './saved-file'
import type { ProfileService } from './services/profiles/profile-service'

export interface WindowTenantsDeps {
  readonly dialogs: FileDialogs
  readonly files: Pick<ReportFiles, 'writeFile'>
}

type ManyChannel = Extract<
  Channel,
  `profiles:${'beginRemoval' | 'undoRemoval' | 'finishRemoval' | 'tag' | 'chooseImport' | 'exportAll' | 'saveTemplate'}`
>

/** The window's requests about many tenants and about files of them: a part of its composition root. */
export const manyTenantsHandlers = (
  profiles: ProfileService,
  { dialogs, files }: WindowTenantsDeps,
): Pick<Handlers, ManyChannel> => {
  const save = async (suggestedName: string, extension: 'json' | 'csv', text: string) => {
    const target = await dialogs.chooseSave({ suggestedName, kind: 'file', extension })
    if (target === null) return ok({ state: 'dismissed' } as const)
    const written = await files.writeFile(target, text)
    return written.ok ? ok(savedAt(target)) : written
  }
  return {
    'profiles:beginRemoval': ({ ids }) => profiles.removals.begin(ids),
    'profiles:undoRemoval': async ({ removalId }) => {
      const undone = await profiles.removals.undo(removalId)
      return undone.ok ? profiles.list() : undone
    },
    'profiles:finishRemoval': async ({ removalId }) => {
      if (removalId !== null) return profiles.removals.finish(removalId)
      await profiles.removals.finishAll()
      return ok(null)
    },
    'profiles:tag': (input) => profiles.tag(input),
    'profiles:chooseImport': async () => {
      const file = await dialogs.chooseOpen({ title: 'Import tenants', extensions: ['csv', 'json'] })
      if (!file.ok) return file
      return file.value === null ? ok(null) : profiles.importText(file.value.name, file.value.text)
    },
    'profiles:exportAll': async () => {
      const text = await profiles.exportText()
      return text.ok ? save('Crossview tenants', 'json', text.value) : text
    },
    'profiles:saveTemplate': async () => {
      const { importTemplate } = await import('./services/profiles/import-template')
      return save('Crossview tenants template', 'csv', importTemplate())
    },
  }
}
