import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonToJson } from '../../../../src/core/comparison/comparison-json'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import type { Recipe } from '../../../../src/core/comparison/recipe'
import { assessor } from '../../../../src/core/inventory/assess'
import { inventoryToJson } from '../../../../src/core/inventory/inventory-json'
import { comparisonText } from '../../../../src/main/cli/terminal/summary-text'
import { inventoryText } from '../../../../src/main/cli/terminal/inventory-text'
import { renderInventory } from '../../../../src/main/services/reports/inventory-report'
import { populationSha256 } from '../../../../src/main/services/reports/inventory-snapshot'
import { redactedInventories, redactedReport } from '../../../../src/main/services/reports/redacted'
import type { ReportedInventory } from '../../../../src/main/services/reports/reported-inventory'
import { renderReport } from '../../../../src/main/services/reports/report-service'
import { openSnapshot } from '../../../../src/main/services/reports/snapshot'
import { inventorySnapshotSchema } from '../../../../src/shared/files/inventory-snapshot'
import type { InventorySnapshotFile } from '../../../../src/shared/files/inventory-snapshot'
import { recipeFields } from '../../../../src/shared/files/recipe'
import { snapshotFileSchema } from '../../../../src/shared/files/snapshot'
import { arbitraryOf } from '../../../support/schema-arbitrary'

/** Names in several scripts and cases, which stand in no word of ours; as ids and as parts of longer texts. */
const CANARIES = [
  'Qxzjwkv',
  'ZKWXJQ',
  'Żółćqx',
  'Ωμεγαξψ',
  'Жщцыйфъ',
  '渋谷商事株',
  'شركةقظض',
  'İstxqğ',
  'Straßqxz',
]
const TEXTS = CANARIES.flatMap((name) => [
  name,
  `${name} ${name}`,
  `${name}/7`,
  `${name}@${name}.example`,
  `44 ${name} 2`,
])

const folded = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, '')

const namesIn = (text: string): readonly string[] => {
  const plain = folded(text)
  return CANARIES.filter((name) => plain.includes(folded(name)))
}

const NOT_PRINTED = {
  printer: { print: () => Promise.reject(new Error('Nothing is printed')) },
  signal: new AbortController().signal,
}

const RUNS = { numRuns: 40 }

const aSnapshot = arbitraryOf(snapshotFileSchema, TEXTS).map((file) => JSON.stringify(file))

const opened = async (text: string): Promise<Comparison> => {
  const comparison = await openSnapshot(text)
  if (!comparison.ok) throw new Error(comparison.error.message)
  return comparison.value
}

/** Everything that is made of a comparison, but what a browser prints of the HTML. */
const outputsOf = async (whole: Comparison, key: string | null, checked?: Recipe): Promise<string> => {
  const [madeBy = null, madeFor = null] = CANARIES
  const { comparison, recipe, ...made } = await redactedReport(
    { comparison: whole, ...(checked && { recipe: checked }), madeBy, madeFor },
    key,
  )
  const choice = { kind: 'full' as const, madeBy: made.madeBy ?? null, madeFor: made.madeFor ?? null }
  const texts = [comparisonText(comparison).join('\n'), JSON.stringify(comparison)]
  for (const format of ['json', 'csv', 'html', 'snapshot'] as const) {
    const report = await renderReport(comparison, format, {
      ...NOT_PRINTED,
      choice,
      ...(recipe && { recipe }),
    })
    if (!report.ok) throw new Error(report.error.message)
    texts.push(JSON.stringify(report.value))
  }
  return texts.join('\n')
}

describe('a redacted comparison', () => {
  it('holds none of the names that stand in any field of it', async () => {
    await fc.assert(
      fc.asyncProperty(aSnapshot, arbitraryOf(recipeFields, TEXTS), async (text, file) => {
        const comparison = await opened(text)
        expect(namesIn(text)).not.toEqual([])
        expect(namesIn(await outputsOf(comparison, null, recipeFields.parse(file)))).toEqual([])
      }),
      RUNS,
    )
  })

  it('is the same byte for byte, each time', async () => {
    await fc.assert(
      fc.asyncProperty(
        aSnapshot,
        fc.option(fc.constant('a key of some length'), { nil: null }),
        async (text, key) => {
          const first = await outputsOf(await opened(text), key)
          expect(await outputsOf(await opened(text), key)).toBe(first)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('opens again as it is, and is known by its SHA-256', async () => {
    await fc.assert(
      fc.asyncProperty(aSnapshot, async (text) => {
        const { comparison } = await redactedReport({ comparison: await opened(text) }, null)
        const report = await renderReport(comparison, 'snapshot', NOT_PRINTED)
        const saved = report.ok && report.value.kind === 'file' ? String(report.value.content) : ''
        const again = await opened(saved)
        expect(again.redaction).toEqual(comparison.redaction)
        expect(again.redaction).toMatchObject({ rules: '2', intact: true })
        expect(comparisonToJson(again).resources).toEqual(comparisonToJson(comparison).resources)
        const changed = await opened(saved.replace(/"throttled":\d+/, '"throttled":1000'))
        expect(changed.redaction?.intact).toBe(false)
      }),
      { numRuns: 10 },
    )
  })

  it('shares no stand-in with that of another snapshot, and all of them under one chosen key', async () => {
    await fc.assert(
      fc.asyncProperty(aSnapshot, async (text) => {
        const comparison = await opened(text)
        const later = { ...comparison, finishedAt: '2027-01-01T00:00:00.000Z' }
        const standIns = async (of: Comparison, key: string | null) =>
          new Set((await outputsOf(of, key)).match(/[a-z ]+-[0-9a-f]{20}\b/g))
        const ours = await standIns(comparison, null)
        const theirs = await standIns(later, null)
        expect([...ours].filter((name) => theirs.has(name))).toEqual([])
        expect(await standIns(later, 'a chosen key')).toEqual(await standIns(comparison, 'a chosen key'))
      }),
      { numRuns: 10 },
    )
  })
})

const reportedOf = async (file: InventorySnapshotFile): Promise<ReportedInventory> => {
  const drawn = assessor(file.facts, {
    notes: file.notes,
    recipes: [],
    compared: [],
    calibration: file.calibration,
  })
  return {
    inventory: drawn.inventory(),
    predictor: drawn.predictor,
    review: file.review,
    last: file.lastReview,
    sha256: await populationSha256(file.facts),
    redacted: false,
  }
}

const inventoryOutputs = async (reported: ReportedInventory): Promise<string> => {
  const [shown = reported] = await redactedInventories([{ reported, recipes: [] }], null)
  const texts = [inventoryText(shown.inventory, shown).join('\n')]
  const json = ({ inventory, review, predictor }: ReportedInventory) =>
    inventoryToJson(inventory, { review, withRecords: true, predictor })
  for (const format of ['json', 'csv', 'html', 'snapshot'] as const) {
    const report = await renderInventory(shown, format, { ...NOT_PRINTED, json })
    if (!report.ok) throw new Error(report.error.message)
    texts.push(JSON.stringify(report.value))
  }
  return texts.join('\n')
}

describe('a redacted inventory', () => {
  const anInventory = arbitraryOf(inventorySnapshotSchema, TEXTS).map((file) => JSON.stringify(file))

  it('holds none of the names that stand in any field of it, and is the same byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(anInventory, async (text) => {
        const read = inventorySnapshotSchema.safeParse(JSON.parse(text))
        fc.pre(read.success)
        expect(namesIn(text)).not.toEqual([])
        const outputs = await inventoryOutputs(await reportedOf(read.data))
        expect(namesIn(outputs)).toEqual([])
        expect(await inventoryOutputs(await reportedOf(read.data))).toBe(outputs)
      }),
      RUNS,
    )
  })
})
