import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { RESOURCES, type Resource } from '../../src/core/halo/resource'
import type { AppError } from '../../src/shared/app-error'
import type { Answers, Channel, Requests } from '../../src/shared/ipc/contract'
import type { EntrySummary, InventoryProgress, InventorySummary } from '../../src/shared/ipc/inventory'
import type { Result } from '../../src/shared/result'
import { dispatch } from '../../src/main/ipc/dispatch'
import { openWindowServices } from './window-services'
import { eventually } from './eventually'

/** The window's services over real adapters in a folder of their own, asked as a page asks them. */
export const openInventoryWindow = async (parts: Parameters<typeof openWindowServices>[1] = {}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-inventory-'))
  const services = openWindowServices(folder, parts)
  const told: { readonly channel: string; readonly message: unknown }[] = []
  const answered: unknown[] = []
  services.onEvent((channel, message) => {
    told.push({ channel, message })
  })
  const ask = async <C extends Channel>(
    channel: C,
    input: Requests[C],
  ): Promise<Result<Answers[C], AppError>> => {
    const answer = await dispatch(services.handlers, channel, input, {
      info: () => undefined,
      error: () => undefined,
    })
    answered.push(answer)
    return answer as Result<Answers[C], AppError> // of the handler of this channel
  }
  const got = async <C extends Channel>(channel: C, input: Requests[C]): Promise<Answers[C]> => {
    const answer = await ask(channel, input)
    if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}`)
    return answer.value
  }
  const reports = (inventoryId: string): readonly InventoryProgress[] =>
    told.flatMap(({ channel, message }) => {
      const progress = message as InventoryProgress
      return channel === 'inventory:onProgress' && progress.inventoryId === inventoryId ? [progress] : []
    })
  /** Whether the newest reading has ended; how often it has before is not counted again. */
  const ended = async (inventoryId: string, times = 1): Promise<InventoryProgress> => {
    const ends = () => reports(inventoryId).filter(({ phase }) => phase === 'done' || phase === 'failed')
    await eventually(() => {
      if (ends().length < times) throw new Error(`${inventoryId} is still being read`)
    })
    const end = ends().at(-1)
    if (end === undefined) throw new Error('It has ended')
    return end
  }
  return {
    folder,
    services,
    told,
    answered,
    ask,
    got,
    reports,
    ended,
    /** Reads the applications of a demo tenant to the end. */
    read: async (
      scenario = 'mixed',
      resources: readonly Resource[] = ['tickets', 'clients', 'users', 'assets', 'suppliers', 'teams'],
    ): Promise<InventorySummary> => {
      const { inventoryId } = await got('inventory:start', { target: { kind: 'demo', scenario }, resources })
      const end = await ended(inventoryId)
      if (end.phase === 'failed') throw new Error(end.error.message)
      return got('inventory:summary', { inventoryId })
    },
    /** Compares the demo tenant for real. */
    compare: async (scenario = 'mixed', resources: readonly Resource[] = RESOURCES): Promise<string> => {
      const target = { kind: 'demo', scenario } as const
      const { runId } = await got('comparison:start', { target, title: 'Demo', resources })
      await eventually(() => {
        const end = told.find(({ message }) => {
          const progress = message as { runId?: string; phase: string }
          return progress.runId === runId && progress.phase === 'done'
        })
        if (end === undefined) throw new Error('It still compares')
      })
      return runId
    },
    close: async () => {
      await services.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type InventoryWindow = Awaited<ReturnType<typeof openInventoryWindow>>

export const entryNamed = ({ entries }: Pick<InventorySummary, 'entries'>, name: string): EntrySummary => {
  const found = entries.find(({ application }) => application.name === name)
  if (found === undefined) throw new Error(`No application is called ${name}`)
  return found
}
