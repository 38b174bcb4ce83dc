import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparisonToJson } from '../../../../src/core/comparison/comparison-json'
import { explained } from '../../../../src/core/causes/explained'
import { csvTables } from '../../../../src/core/report/csv'
import { renderReportHtml } from '../../../../src/core/report/html'
import { buildReport } from '../../../../src/core/report/model'
import { decodeText } from '../../../../src/main/text-file'
import { readCalls } from '../../../../src/main/services/analysis/calls/calls-file'
import { parseExpectations } from '../../../../src/main/services/analysis/policy-file'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import {
  inventorySnapshotText,
  openInventorySnapshot,
} from '../../../../src/main/services/reports/inventory-snapshot'
import { openEither } from '../../../../src/main/services/reports/open-snapshot'
import { openSnapshot, toSnapshot } from '../../../../src/main/services/reports/snapshot'
import { readProbe } from '../../../../src/main/services/runs/scope-probe-service'
import { replayTarget } from '../../../../src/main/cli/target/recording-folder'
import type { AppError } from '../../../../src/shared/app-error'
import { parseConfig } from '../../../../src/shared/files/config'
import { parseRecipe } from '../../../../src/shared/files/recipe'
import { parseReview } from '../../../../src/shared/files/review'
import type { Result } from '../../../../src/shared/result'
import { aReview, anInventory } from '../../../core/support/inventory-builders'
import { temporaryFolder } from '../../../support/profiles'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

const comparison = explained(comparisonOf(restrictedTenant()))
const applications = inventorySnapshotText(anInventory(), { review: aReview({}), last: null })
const of = (schema: string, rest: object = {}) => JSON.stringify({ schema, ...rest }, null, 2)

/** Every text that Crossview writes or reads, as it begins. */
const KINDS = {
  snapshot: JSON.stringify(toSnapshot(comparison)),
  'applications-snapshot': applications.ok ? applications.value : '',
  'comparison JSON': JSON.stringify(comparisonToJson(comparison), null, 2),
  'applications JSON': of('crossview.applications/1'),
  review: of('crossview.review/1', { reviewer: 'Ann Lee', decisions: {} }),
  recipe: of('crossview.recipe/1', { name: 'mine' }),
  expect: 'schema: crossview.expect/1\nexpect:\n  - same: [tickets]\n',
  'scope-probe': of('crossview.scope-probe/1'),
  recording: of('crossview.recording/1'),
  'profiles-export': of('crossview.profiles-export/1', { profiles: [] }),
  'tenants CSV': 'name,url,app_client_id\nContoso,https://contoso.halopsa.com,app-1\n',
  config: JSON.stringify({
    name: 'Contoso',
    url: 'https://contoso.halopsa.com',
    app: { kind: 'application', clientId: 'a', scope: 'all', secretEnv: 'APP' },
  }),
  'what-if JSON': of('crossview.what-if/1'),
  'policy of an administrator': of('crossview.policy/1', { updateCheck: 'off' }),
  'HTML report': renderReportHtml(buildReport(comparison)),
  ...Object.fromEntries(
    csvTables(comparison).map(({ name, header }) => [`CSV table ${name}`, `\uFEFF${header.join(',')}\r\n`]),
  ),
} as const satisfies Readonly<Record<string, string>>

type Opened = Result<unknown, AppError> | Promise<Result<unknown, AppError>>

interface Door {
  readonly open: (text: string) => Opened
  /** What it takes. */
  readonly takes: readonly string[]
}

/** Everything that opens a file, in the window and on the command line. */
const DOORS: Readonly<Record<string, Door>> = {
  'Open snapshot (window)': {
    open: (text) => openEither({ name: 'x.json', text }),
    takes: ['snapshot', 'applications-snapshot'],
  },
  'Import (window, crossview profiles import)': {
    open: (text) => readImport('x', text, []),
    takes: ['profiles-export', 'tenants CSV', 'config'],
  },
  'Calls (window, --calls)': { open: readCalls, takes: [] },
  '--snapshot of a comparison': { open: openSnapshot, takes: ['snapshot'] },
  '--snapshot of applications': { open: openInventorySnapshot, takes: ['applications-snapshot'] },
  '--review': { open: parseReview, takes: ['review'] },
  '--recipe': { open: (text) => parseRecipe(text, 'x.json'), takes: ['recipe'] },
  '--config': { open: parseConfig, takes: ['config'] },
  expect: { open: parseExpectations, takes: ['expect'] },
  '--resume': {
    open: (text) => readProbe(text, {} as Parameters<typeof readProbe>[1]),
    takes: ['scope-probe'],
  },
  '--replay': {
    open: async (text) => {
      const folder = path.join(temporaryFolder(), 'recorded')
      await mkdir(folder)
      await writeFile(path.join(folder, 'recording.json'), text)
      return replayTarget(folder, '/')
    },
    takes: ['recording'],
  },
}

const SAYS = /^This file is .+, not .+\.$/

describe.each(Object.entries(DOORS))('%s', (_, { open, takes }) => {
  it.each(Object.entries(KINDS).filter(([kind]) => !takes.includes(kind)))(
    'calls a file of ours that belongs elsewhere by its name: %s',
    async (_kind, text) => {
      const opened = await open(text)
      expect(opened).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
      if (opened.ok) return
      expect(opened.error.message).toMatch(SAYS)
      expect(opened.error.advice).toHaveLength(1)
      expect(opened.error.advice[0]).toMatch(/\.$/)
    },
  )

  it.each(takes)('takes what is its own, or says what is wrong in it: %s', async (kind) => {
    const text = KINDS[kind as keyof typeof KINDS]
    const opened = await open(text)
    if (!opened.ok) expect(opened.error.message).not.toMatch(SAYS)
  })
})

describe('a file that is no text', () => {
  const zip = [0x50, 0x4b, 3, 4, 0, 0]
  it.each([
    ['a PDF', [...Buffer.from('%PDF-1.7\n')], /is a PDF.*A report cannot be opened again/],
    ['a ZIP', zip, /ZIP archive.*Unpack it/],
    ['gzip', [0x1f, 0x8b, 8, 0], /gzip.*Unpack it/],
  ])('is called by its kind: %s', (_name, bytes, says) => {
    const decoded = decodeText(Uint8Array.from(bytes))
    expect(decoded.ok).toBe(false)
    if (!decoded.ok) expect(`${decoded.error.what}. ${decoded.error.advice}`).toMatch(says)
  })

  it.each([
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, the other way round', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('unless it is another encoding, which is read: %s', async (_name, encoded) => {
    const decoded = decodeText(encoded(KINDS['comparison JSON']))
    expect(decoded.ok).toBe(true)
    const opened = await openSnapshot(decoded.ok ? decoded.value : '')
    expect(opened).toMatchObject({
      ok: false,
      error: { message: 'This file is the result of a comparison in JSON, not a snapshot.' },
    })
  })
})

describe('a snapshot of either kind', () => {
  it.each(['snapshot', 'applications-snapshot'] as const)(
    'opens by one door, with its digest: %s',
    async (kind) => {
      const opened = await DOORS['Open snapshot (window)']?.open(KINDS[kind])
      expect(opened).toMatchObject({
        ok: true,
        value: {
          kind: kind === 'snapshot' ? 'comparison' : 'applications',
          origin: { file: 'x.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        },
      })
    },
  )
})
