import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Drift } from '../../../../src/core/drift/drift'
import { chromiumSandbox, findChromium } from '../../../../src/main/adapters/pdf/chromium'
import { createChromiumPrinter } from '../../../../src/main/adapters/pdf/pdf-chromium'
import { renderDrift } from '../../../../src/main/services/drift/drift-report'
import { aDrift, aMove, aResourceDrift, aSetting } from '../../../core/support/drift-builders'
import { temporaryFolder } from '../../../support/profiles'

const run = promisify(execFile)
const VERAPDF = path.join(import.meta.dirname, '../../../../../shared/verapdf/check')

const print = async (drift: Drift): Promise<string> => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('Printing needs Chromium')
  const printer = createChromiumPrinter({ executablePath, sandbox: chromiumSandbox() })
  const made = await renderDrift(drift, 'pdf', { printer, signal: new AbortController().signal })
  if (!made.ok || made.value.kind === 'folder') throw new Error('It was not printed')
  const file = path.join(temporaryFolder(), 'drift.pdf')
  await writeFile(file, made.value.content)
  return file
}

const conforms = async (file: string) => {
  const { stdout: info } = await run('pdfinfo', [file])
  expect(info).toMatch(/Tagged:\s+yes/)
  expect(info).toMatch(/A4/)
  if (existsSync(VERAPDF)) expect((await run(VERAPDF, [file])).stdout).toMatch(/: compliant/)
  else console.warn('veraPDF did not run: ../shared/verapdf is not here')
}

const accepted = { reason: 'सहमत', by: 'مها السالم', until: '2027-01-31' }
const finding = {
  code: 'agent.client' as const,
  severity: 'error' as const,
  side: 'app' as const,
  resource: 'tickets' as const,
  records: ['2'],
  confidence: 'computed' as const,
  message: '2 tickets are hidden from the app.',
  evidence: [{ what: 'client', value: '富士通 (2)' }],
  fix: null,
}
const exception = {
  ...{ code: 'agent.client' as const, tenant: null, side: null, resource: null, of: null, value: null },
  ...accepted,
  line: 3,
}
const ids = Array.from({ length: 300 }, (_, at) => String(10_000 + at))

describe('the PDF of a drift', { tags: 'chromium' }, () => {
  it('of names in any script is tagged, A4, whole, and passes veraPDF', async () => {
    const names = ['富士通', 'חברה (12) Ltd.', 'مها السالم', 'भारत', 'Ελλάδα', '😀 Emoji']
    const file = await print(
      aDrift({
        tenant: { name: names.join(' '), url: 'https://contoso.halopsa.com', version: null },
        settings: names.map((name) => aSetting({ message: `${name} may see less.`, accepted })),
        resources: names.map((name, at) =>
          aResourceDrift({
            application: { id: name, name },
            vanished: ids,
            moves: [aMove({ ids, because: [at] })],
            because: [at],
            created: ['1'],
            undecided: ['9'],
          }),
        ),
        findings: { new: [{ ...finding, accepted }], fixed: [finding], still: [finding], unknown: [finding] },
        exceptions: {
          applied: [{ exception, findings: 1, settings: 6 }],
          expired: [exception],
          unused: [exception],
        },
        unread: names,
      }),
    )
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-'])
    for (const words of [
      '富士通 may see less.',
      'settings',
      '10059 and 240 more',
      'Not known whether still there',
    ])
      expect(text).toContain(words === 'settings' ? 'Settings that changed' : words)
    await conforms(file)
  })

  it('of nothing passes veraPDF as well', async () => {
    await conforms(await print(aDrift()))
  })
})
