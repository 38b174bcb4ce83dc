import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { explained } from '../../../../src/core/causes/explained'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { createBrandingSettings } from '../../../../src/main/adapters/files/branding-settings'
import type { PdfPrinter } from '../../../../src/main/ports'
import { createReportsApi, type ReportsApiDeps } from '../../../../src/main/services/reports/reports-api'
import { appError } from '../../../../src/shared/app-error'
import { err, ok } from '../../../../src/shared/result'
import type { ExportChoice } from '../../../../src/shared/ipc/reports'
import { aComparison, aTicket, listed } from '../../../core/support/builders'
import { temporaryFolder } from '../../../support/profiles'
import { manyApplications, reported, someDecisions } from '../../../support/reviewed-tenant'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const comparison = explained(
  aComparison({ observed: { tickets: [listed([aTicket(1), aTicket(2)]), listed([aTicket(1)])] } }),
)

const choice: ExportChoice = {
  runId: 'run',
  format: 'html',
  report: 'full',
  redact: false,
  redactKey: null,
  recipe: null,
  madeBy: null,
  madeFor: null,
  review: false,
  branding: false,
}

/** Prints nothing, until it is told to end. */
const waiting = (): { readonly printer: PdfPrinter; readonly begun: Promise<void> } => {
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  return {
    begun,
    printer: {
      print: (_html, { signal }) => {
        begin()
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve(err(appError('CANCELLED', 'The export was cancelled.')))
          })
        })
      },
    },
  }
}

const setUp = (given: Partial<ReportsApiDeps> = {}) => {
  const names: string[] = []
  const branding = createBrandingSettings(folder)
  const api = createReportsApi({
    comparison: (runId) =>
      runId === 'run' ? ok(comparison) : err(appError('NOT_FOUND', 'This result is no longer open.')),
    review: () => Promise.resolve(null),
    recipeFolder: path.join(folder, 'recipes'),
    branding,
    version: '9.8.7',
    printer: { print: () => Promise.reject(new Error('Nothing is printed here')) },
    files: createReportFiles(),
    dialogs: {
      chooseSave: ({ suggestedName, extension }) => {
        names.push(suggestedName)
        return Promise.resolve(path.join(folder, `report${extension === '' ? '' : `.${extension}`}`))
      },
      chooseBytes: () => Promise.resolve(ok(null)),
    },
    ...given,
  })
  const exported = async (chosen: Partial<ExportChoice> = {}): Promise<string> => {
    const saved = await api.export({ ...choice, ...chosen })
    if (!saved.ok) throw new Error(saved.error.message)
    if (saved.value.state !== 'saved') throw new Error(saved.value.state)
    return readFile(saved.value.path, 'utf8')
  }
  return { api, names, branding, exported }
}

describe('what a report may hold', () => {
  it('is told before it is chosen', async () => {
    const { api, branding } = setUp()
    const none = await api.options({ runId: 'run' })
    expect(none).toMatchObject({ value: { purpose: null, review: null, branding: false } })
    expect(none.ok && none.value.recipes.map(({ name }) => name)).toContain('halo-tickets')
    await branding.save({ ...(await branding.load()).settings, name: 'Northwind IT' })
    expect(await api.options({ runId: 'run' })).toMatchObject({ value: { branding: true } })
  })

  it('is the access review, where the applications of its tenant were read', async () => {
    const facts = manyApplications(12)
    const applications = await reported(facts, { review: someDecisions(facts.applications) })
    const { api, exported } = setUp({
      review: () => Promise.resolve({ reported: applications, recipes: [] }),
    })
    const told = await api.options({ runId: 'run' })
    const decided = Object.keys(applications.review.decisions).length
    expect(decided).toBeGreaterThan(0)
    expect(told).toMatchObject({ value: { review: `12 applications, ${String(decided)} decided` } })
    expect(await exported({ review: true })).toContain('Приложение')
    expect(await exported()).not.toContain('Приложение')
  })
})

describe('a report from the window', () => {
  it('is of the kind, with the names, the recipe and the branding that were chosen, and of the version that made it', async () => {
    const { exported, branding, names } = setUp()
    await branding.save({ ...(await branding.load()).settings, name: 'Northwind IT', colour: '#003a70' })
    const plain = await exported()
    expect(plain).toContain('9.8.7')
    for (const text of ['Northwind IT', '#003a70', 'Ann Smith', 'Contoso board', 'Halo tickets'])
      expect(plain).not.toContain(text)
    const chosen = await exported({
      branding: true,
      madeBy: 'Ann Smith',
      madeFor: 'Contoso board',
      recipe: 'perimeters',
    })
    for (const text of ['Northwind IT', '#003a70', 'Ann Smith', 'Contoso board', 'Perimeters'])
      expect(chosen).toContain(text)
    expect((await exported({ report: 'summary' })).length).toBeLessThan(plain.length)
    expect(names.map((name) => name.split(' ')[1])).toEqual(['permissions', 'permissions', 'summary'])
  })

  it('has stand-ins for every name where names are redacted, the typed ones among them, the same under one key', async () => {
    const { exported, names } = setUp()
    const typed = { madeBy: 'Ann Smith', madeFor: 'Contoso board' }
    const redacted = { ...typed, redact: true, redactKey: 'a key of one’s own' }
    const plain = await exported(typed)
    const first = await exported(redacted)
    for (const text of [comparison.tenant.name, 'Ann Smith', 'Contoso board']) {
      expect(plain).toContain(text)
      expect(first).not.toContain(text)
    }
    expect(names[1]).not.toContain(comparison.tenant.name)
    expect(await exported(redacted)).toBe(first)
    expect(await exported({ ...redacted, redactKey: 'another key' })).not.toBe(first)
  })

  it('is not made of a result that is gone, nor with a recipe that is not there, and writes nothing then', async () => {
    const { api } = setUp()
    expect(await api.export({ ...choice, runId: 'gone' })).toMatchObject({ error: { code: 'NOT_FOUND' } })
    expect(await api.options({ runId: 'gone' })).toMatchObject({ error: { code: 'NOT_FOUND' } })
    expect(await api.export({ ...choice, recipe: 'none-such' })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'recipe' },
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('ends when it is cancelled, and the next one is made', async () => {
    const { printer, begun } = waiting()
    const { api, exported } = setUp({ printer })
    const underWay = api.export({ ...choice, format: 'pdf' })
    await begun
    expect(await api.cancel()).toEqual(ok(null))
    expect(await underWay).toMatchObject({ error: { code: 'CANCELLED' } })
    expect(await readdir(folder)).toEqual([])
    expect(await api.cancel()).toEqual(ok(null))
    expect(await exported()).toContain(comparison.tenant.name)
  })
})
