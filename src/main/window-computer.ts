import { computerText, type ComputerProbe, type ComputerSection } from '../shared/computer-report'
import type { Channel } from '../shared/ipc/contract'
import { ok } from '../shared/result'
import type { Handlers } from './ipc/handlers'
import type { Clock, FileDialogs, ReportFiles } from './ports'
import { savedAt } from './saved-file'
import type { Doctor } from './services/doctor/doctor'

interface ComputerDeps {
  readonly doctor: () => Promise<Pick<Doctor, 'look'>>
  readonly clock: Clock
  readonly dialogs: Pick<FileDialogs, 'chooseSave'>
  readonly files: Pick<ReportFiles, 'writeFile'>
}

/** The window's requests about this computer: a part of its composition root. */
export const computerHandlers = ({
  doctor,
  clock,
  dialogs,
  files,
}: ComputerDeps): Pick<Handlers, Extract<Channel, `computer:${string}`>> => {
  /** What was found last of each part: what is saved is main's own, not the page's. */
  const found = new Map<ComputerProbe, ComputerSection>()
  return {
    'computer:look': async (input) => {
      const section = await (await doctor()).look(input)
      found.set(section.probe, section)
      return ok(section)
    },
    'computer:save': async () => {
      const target = await dialogs.chooseSave({
        suggestedName: 'Crossview computer',
        kind: 'file',
        extension: 'txt',
      })
      if (target === null) return ok({ state: 'dismissed' })
      const text = computerText([...found.values()], clock.now().toISOString())
      const written = await files.writeFile(target, text)
      return written.ok ? ok(savedAt(target)) : written
    },
  }
}
