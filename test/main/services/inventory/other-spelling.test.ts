import { expect, it, onTestFinished } from 'vitest'
import { inventorySnapshotText } from '../../../../src/main/services/reports/inventory-snapshot'
import { ok } from '../../../../src/shared/result'
import { anEntry, anInventory, aReview } from '../../../core/support/inventory-builders'
import { entryNamed, openInventoryWindow } from '../../../support/inventory-runs'

it('a note that was kept under another spelling of the client id is changed and removed, not doubled', async () => {
  const entry = anEntry({}, { note: { purpose: null, owner: 'Ada Keller', nextReview: null } })
  const { clientId, name } = entry.application
  const kept = inventorySnapshotText(anInventory([entry]), { review: aReview({}), last: null })
  if (!kept.ok || clientId === null) throw new Error('It can be saved')
  const { notes, ...file } = JSON.parse(kept.value) as { notes: Record<string, unknown> }
  const text = JSON.stringify({ ...file, notes: { [`{${clientId.toUpperCase()}}`]: notes[clientId] } })
  const window = await openInventoryWindow({
    dialogs: {
      chooseSave: () => Promise.resolve(null),
      chooseBytes: () => Promise.resolve(ok(null)),
      chooseOpen: () => Promise.resolve(ok({ name: 'applications.json', text })),
    },
  })
  onTestFinished(() => window.close())
  const opened = await window.got('comparison:openSnapshot', undefined)
  const inventoryId = opened?.kind === 'applications' ? opened.inventoryId : ''
  const pick = { inventoryId, applicationId: entry.application.id }
  const ownerNow = async (owner: string | null) => {
    const summary = await window.got('inventory:setNote', {
      ...pick,
      note: { purpose: null, owner, nextReview: null },
    })
    return entryNamed(summary, name).note.owner
  }
  expect(entryNamed(await window.got('inventory:summary', { inventoryId }), name).note.owner).toBe(
    'Ada Keller',
  )
  expect(await ownerNow(null)).toBeNull()
  expect(await ownerNow('Ben Carter')).toBe('Ben Carter')
})
