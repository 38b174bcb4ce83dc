import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createReportFiles } from '../../../../src/main/adapters/files/export-files'
import { createTrustedDestinations } from '../../../../src/main/adapters/files/trusted-destinations'
import { temporaryFolder } from '../../../support/profiles'

/** What stays on the disk besides what was asked for: it names tenants and holds their data. */

it('keeps one file of what config files may do, and removes the backup of an earlier version', async () => {
  const folder = temporaryFolder()
  const trusted = createTrustedDestinations(folder)
  await writeFile(path.join(folder, 'trusted-configs.json.bak'), 'what an earlier version left')
  for (const host of ['halo.contoso.example', 'halo.fabrikam.example'])
    await trusted.add({ host, certificates: [], proxy: null, secrets: [] })
  expect(await readdir(folder)).toEqual(['trusted-configs.json'])
})

it('removes, when a report is written, what an earlier writer left that was killed', async () => {
  const folder = temporaryFolder()
  const [abandoned, underWay] = ['.0123456789ab.crossview-tmp', '.ba9876543210.crossview-tmp']
  const theirs = ['.crossview-tmp', '.0123456789ab.crossview-tmp.pdf', 'crossview-tmp']
  const hoursAgo = new Date(Date.now() - 7_200_000)
  for (const name of [abandoned, underWay, ...theirs]) {
    await writeFile(path.join(folder, name), 'tickets')
    if (name !== underWay) await utimes(path.join(folder, name), hoursAgo, hoursAgo)
  }
  const report = path.join(folder, 'report.html')
  for (const content of ['first', 'second'])
    expect(await createReportFiles().writeFile(report, content)).toEqual({ ok: true, value: null })
  expect(await readFile(report, 'utf8')).toBe('second')
  expect((await readdir(folder)).sort()).toEqual([underWay, ...theirs, 'report.html'].sort())
})
