import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { countText } from '../../../../src/core/comparison/count-text'
import type { InventoryFacts } from '../../../../src/core/inventory/application'
import { reviewCounts } from '../../../../src/core/inventory/review-counts'
import { INVENTORY_TABLES, inventoryTables } from '../../../../src/core/report/inventory-csv'
import { buildInventoryReport } from '../../../../src/core/report/inventory-model'
import { fileId } from '../../../../src/main/saved-file'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { createChromiumPrinter } from '../../../../src/main/adapters/pdf/pdf-chromium'
import { exportInventory, renderInventory } from '../../../../src/main/services/reports/inventory-report'
import {
  openInventorySnapshot,
  populationSha256,
} from '../../../../src/main/services/reports/inventory-snapshot'
import { redactedInventories } from '../../../../src/main/services/reports/redacted'
import type { ReportedInventory } from '../../../../src/main/services/reports/reported-inventory'
import type { InventoryFormat } from '../../../../src/shared/ipc/inventory'
import { aFailure, failedSide } from '../../../core/support/builders'
import { applicationId } from '../../../core/support/inventory-builders'
import { temporaryFolder } from '../../../support/profiles'
import { manyApplications, reported, reviewBefore, someDecisions } from '../../../support/reviewed-tenant'

const run = promisify(execFile)
const VERAPDF = path.join(import.meta.dirname, '../../../../../shared/verapdf/check')

const notPrinted = { print: () => Promise.reject(new Error('Nothing is printed')) }
const rendered = async (of: ReportedInventory, format: InventoryFormat): Promise<string> => {
  const made = await renderInventory(of, format, {
    printer: notPrinted,
    signal: new AbortController().signal,
    json: ({ inventory, review }) => ({ facts: inventory.facts, entries: inventory.entries, review }),
  })
  if (!made.ok) throw new Error(made.error.message)
  return made.value.kind === 'folder' ? JSON.stringify(made.value.tables) : String(made.value.content)
}

/** A page without its tags, for looking for sentences. */
const words = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')

const reviewed = async (count: number, over: Partial<InventoryFacts> = {}): Promise<ReportedInventory> => {
  const plain = await reported(manyApplications(count, over))
  return { ...plain, review: someDecisions(plain.inventory.facts.applications), last: reviewBefore(plain) }
}

let many: ReportedInventory
beforeAll(async () => {
  many = await reviewed(50)
})

describe('an access review on paper', () => {
  it('says where the population came from, when, whole or not, and its SHA-256', async () => {
    const text = words(await rendered(many, 'html'))
    expect(text).toContain('Access review: Northwind MSP')
    expect(text).toContain('Read 2026-11-23 10:00 to 2026-11-23 10:01 UTC')
    expect(text).toContain('Read by Admin API (agent 1001), Halo administrator, scopes all')
    expect(text).toMatch(/Read whole No/)
    expect(text).toContain(await populationSha256(many.inventory.facts))
    expect(text).toMatch(/Neither the hash nor a signature below proves/)
    expect(text.match(/Signature/g)).toHaveLength(2)
  })

  it('prints sums that add up, of the very numbers of the counts', async () => {
    const text = words(await rendered(many, 'html'))
    const counts = reviewCounts(many.inventory, many.review)
    const { keep, reduce, remove, defer } = counts
    expect(text).toContain(
      `${counts.reviewed} reviewed = ${keep} kept + ${reduce} to be reduced + ${remove} to be removed + ${defer} deferred`,
    )
    expect(text).toContain(
      `${counts.applications} applications = ${counts.reviewed} reviewed + ${counts.open} open`,
    )
    const sums = buildInventoryReport(many.inventory, many).review?.sums ?? []
    expect(sums).toHaveLength(3)
    for (const sum of sums) {
      const [whole = 0, ...parts] = (sum.match(/\d+/g) ?? []).map(Number)
      expect(parts.reduce((all, part) => all + part, 0)).toBe(whole)
    }
  })

  it('tells first what is different since the last review, then each decision with its reason, then what is open', async () => {
    const text = words(await rendered(many, 'html'))
    const places = [
      'Since the last review',
      'Decided, and not done',
      'Decisions',
      'Open items',
      'Each application',
      'Sign-off',
    ]
    const at = places.map((place) => text.indexOf(place))
    expect(at).toEqual([...at].sort((a, b) => a - b))
    expect(at).not.toContain(-1)
    const { decided = [], open = [] } = buildInventoryReport(many.inventory, many).review ?? {}
    const counts = reviewCounts(many.inventory, many.review)
    expect(decided).toHaveLength(counts.reduce + counts.remove + counts.defer)
    expect(decided.filter(({ decision }) => decision.reason === null)).toEqual([])
    expect(open).toHaveLength(counts.open)
  })

  it('never calls seen what is predicted', async () => {
    const text = words(await rendered(many, 'html')).replace(/Predicted and seen|the inspector saw/g, '')
    expect(text).toContain('What it would see (predicted)')
    expect(text).not.toMatch(/\b(sees|saw|seen)\b(?! by| and)(?! is in)/i)
  })

  it('is an inventory, and no review, where nobody reviewed', async () => {
    const plain = await reported(manyApplications(3))
    const text = words(await rendered(plain, 'html'))
    expect(text).toContain('Inventory of applications: Northwind MSP')
    expect(text).not.toMatch(/Sign-off|Decision|Open items|reviewed =/)
    const named = { ...plain, review: { reviewer: 'Ada Keller', decisions: {} } }
    expect(words(await rendered(named, 'html'))).toContain('3 applications = 0 reviewed + 3 open')
  })

  it.each<[string, Partial<InventoryFacts>, RegExp]>([
    [
      'a list that is refused',
      { listFailure: aFailure('request.failed', { status: 403, message: 'Refused.' }), applications: [] },
      /list of applications could not be read: Refused\..*How many applications the tenant has is not known/,
    ],
    [
      'a list that came in part',
      { listFailure: aFailure('request.failed', { message: 'Cut.' }) },
      /list of applications could not be read: Cut\..*is not known; of those that came: 8 applications = 6 read/,
    ],
    [
      'an inspector that cannot connect',
      {
        inspector: failedSide(aFailure('connection.tls')),
        listFailure: aFailure('connection.tls'),
        applications: [],
      },
      /inspector could not connect: .*How many applications the tenant has is not known/,
    ],
    ['a run that was ended', { cancelled: true }, /ended before it was done/],
    ['a list of records that is not whole', {}, /Not read whole: projects \(refused\), articles \(failed\)/],
    [
      'applications that could not be read',
      {},
      /2 applications could not be read: .* not known to be harmless/,
    ],
  ])('says first what is missing: %s', async (_name, over, said) => {
    expect(words(await rendered(await reported(manyApplications(8, over)), 'html'))).toMatch(said)
  })
})

describe('the numbers', () => {
  it('are the same in tables, on the page and in the inventory', async () => {
    const tables = new Map(inventoryTables(many.inventory, many).map((table) => [table.name, table]))
    expect([...tables.keys()]).toEqual([...INVENTORY_TABLES])
    for (const { header, rows } of tables.values())
      for (const row of rows) expect(row).toHaveLength(header.length)
    const { entries } = many.inventory
    expect(tables.get('applications')?.rows).toHaveLength(entries.length)
    expect(tables.get('risks')?.rows).toHaveLength(entries.flatMap(({ risks }) => risks).length)
    const counts = reviewCounts(many.inventory, many.review)
    expect(tables.get('review')?.rows.filter(([, , decision]) => decision === 'open')).toHaveLength(
      counts.open,
    )
    const predicted = entries.flatMap(({ application, sees }) =>
      sees.flatMap((view) => (view.state === 'predicted' ? [{ id: application.id, ...view }] : [])),
    )
    const rows = tables.get('views')?.rows.filter(([, , , state]) => state === 'predicted') ?? []
    expect(
      rows.map(([id, , resource, , visible, hidden, unknown, of]) => [
        id,
        resource,
        visible,
        hidden,
        unknown,
        of,
      ]),
    ).toEqual(
      predicted.map(({ id, resource, visible, hidden, unknown, of }) => [
        id,
        resource,
        visible,
        hidden,
        unknown,
        of,
      ]),
    )
    const page = words(await rendered(many, 'html'))
    const part = predicted.find(({ visible, of }) => visible > 0 && visible < of)
    expect(part).toBeDefined()
    expect(page).toContain(`${countText(part?.visible ?? NaN)} of ${countText(part?.of ?? NaN)}`)
  })
})

describe('a redacted report', () => {
  const CANARIES = [
    'Northwind',
    'northwind.halopsa',
    'Reporting sync',
    'Tim Bowers',
    'API Agent',
    'Admin API',
    'Ada Keller',
    'דוד',
    'CHG-',
    'may change clients',
    'Its owner',
    'Contoso',
    'Feeds the board',
    applicationId(1),
    '00000000c11d',
    'Record 1',
    'Приложение',
    '株式会社',
  ]
  const redactMany = async () => {
    const [redacted = many] = await redactedInventories([{ reported: many, recipes: [] }], null)
    return redacted
  }

  it.each<InventoryFormat>(['html', 'csv', 'json', 'snapshot'])(
    'holds no name as %s, and the plain one holds all',
    async (format) => {
      const plain = await rendered(many, format)
      const redacted = await rendered(await redactMany(), format)
      const found = (text: string) =>
        CANARIES.filter((name) => text.toLowerCase().includes(name.toLowerCase()))
      expect(found(plain).length).toBeGreaterThan(12)
      expect(found(redacted)).toEqual([])
    },
  )

  it('keeps every count, code and sum, and says whose SHA-256 it is', async () => {
    const redacted = await redactMany()
    const shape = ({ inventory }: ReportedInventory) =>
      inventory.entries.map(({ application, sees, risks }) => ({
        scopes: application.scopes,
        // Why something is unknown may hold the words of a failure.
        sees: sees.map((view) => (view.state === 'unknown' ? view.state : view)),
        risks: risks.map(({ code, severity }) => [code, severity]),
      }))
    expect(shape(redacted)).toEqual(shape(many))
    const sums = (of: ReportedInventory) => buildInventoryReport(of.inventory, of).review?.sums
    expect(sums(redacted)).toEqual(sums(many))
    const changes = (of: ReportedInventory) => {
      const since = buildInventoryReport(of.inventory, of).review?.changes
      return [
        since?.added.length,
        since?.gone.length,
        since?.changed.map(({ what }) => what.length),
        since?.notDone.length,
      ]
    }
    expect(changes(redacted)).toEqual(changes(many))
    expect(words(await rendered(redacted, 'html'))).toContain(
      `${many.sha256} (of what was read, with its names)`,
    )
  })

  it('opens again as a snapshot', async () => {
    const opened = await openInventorySnapshot(await rendered(await redactMany(), 'snapshot'))
    expect(opened.ok ? null : opened.error).toBeNull()
  })
})

describe('exporting from the window', () => {
  const exported = async (format: InventoryFormat, redact: boolean, target: string | null) => {
    const asked: unknown[] = []
    const answer = await exportInventory(
      many,
      { format, redact },
      {
        printer: notPrinted,
        recipes: [],
        json: () => ({}),
        files: createReportFiles(),
        dialogs: {
          chooseSave: (options) => {
            asked.push(options)
            return Promise.resolve(target)
          },
        },
      },
    )
    return { answer, asked }
  }

  it('asks where to, by a name that tells no tenant where names are redacted', async () => {
    const { answer, asked } = await exported('snapshot', false, null)
    expect(answer).toEqual({ ok: true, value: { state: 'dismissed' } })
    expect(asked).toMatchObject([
      {
        suggestedName: 'Crossview applications snapshot Northwind MSP 2026-11-23',
        kind: 'file',
        extension: 'crossview',
      },
    ])
    expect(JSON.stringify((await exported('csv', true, null)).asked)).not.toContain('Northwind')
  })

  it('writes a file or a folder', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'review.html')
    expect((await exported('html', false, file)).answer).toEqual({
      ok: true,
      value: { state: 'saved', path: file, id: fileId(file) },
    })
    expect(await readFile(file, 'utf8')).toContain('Access review')
    await exported('csv', false, path.join(folder, 'csv'))
    expect(await readFile(path.join(folder, 'csv', 'review.csv'), 'utf8')).toContain('CHG-0')
  })
})

describe('the PDF', { tags: 'chromium' }, () => {
  const print = async (of: ReportedInventory): Promise<string> => {
    const executablePath = findChromium(process.env)
    if (executablePath === null) throw new Error('Printing needs Chromium')
    const printer = createChromiumPrinter({ executablePath, sandbox: chromiumSandbox() })
    const made = await renderInventory(of, 'pdf', {
      printer,
      signal: new AbortController().signal,
      json: () => ({}),
    })
    if (!made.ok || made.value.kind === 'folder') throw new Error('It was not printed')
    const file = path.join(temporaryFolder(), 'review.pdf')
    await writeFile(file, made.value.content)
    return file
  }
  const conforms = async (file: string) => {
    if (existsSync(VERAPDF)) expect((await run(VERAPDF, [file])).stdout).toMatch(/: compliant/)
    else console.warn('veraPDF did not run: ../shared/verapdf is not here')
  }

  it('of 200 applications, whose names are in any script, is tagged, A4, whole, and passes veraPDF', async () => {
    const of200 = await reviewed(200)
    const file = await print(of200)
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-'], { maxBuffer: 100e6 })
    const missing = of200.inventory.entries.filter(
      ({ application: { system, clientId } }) => !system && !text.includes(clientId ?? '-'),
    )
    expect(missing).toEqual([])
    expect(text).toContain('300 of 1,500')
    // No date and no hash is broken in two.
    expect(text).not.toMatch(/\d{4}-\d{2}-\s*\n/)
    expect(text).toContain(of200.sha256)
    const { stdout: info } = await run('pdfinfo', [file])
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/A4/)
    await conforms(file)
  })

  it.each([
    ['without any application', {}],
    ['whose list was refused', { listFailure: aFailure('request.failed', { status: 403 }), lists: [] }],
  ])('%s passes veraPDF as well', async (_name, over) => {
    const plain = await reported(manyApplications(0, over))
    await conforms(await print({ ...plain, review: { reviewer: 'Ada Keller', decisions: {} } }))
  })
})
