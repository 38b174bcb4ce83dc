import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { useReport } from '../../src/renderer/src/features/report/report-store'
import { appError } from '../../src/shared/app-error'
import { err, ok } from '../../src/shared/result'
import { FakeBridge } from './fake-bridge'
import { aProfileView } from './fake-data'
import { found } from './found'
import { renderWindow, showRecords } from './render-window'

const startRun = async (bridge: FakeBridge) => {
  const user = renderWindow(bridge)
  await user.click(await screen.findByRole('button', { name: 'Compare' }))
  return user
}

const withTenant = (state: ConstructorParameters<typeof FakeBridge>[0] = {}) =>
  new FakeBridge({ profiles: [aProfileView()], ...state })

const finish = (bridge: FakeBridge) => {
  act(() => {
    bridge.emit({ runId: 'run-1', phase: 'done' })
  })
}

const openResult = async (bridge: FakeBridge) => {
  const user = await startRun(bridge)
  finish(bridge)
  await showRecords(user)
  return user
}

describe('export', () => {
  const openReport = async (bridge: FakeBridge) => {
    const user = await openResult(bridge)
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /PDF report/ }))
    return { user, dialog: within(await screen.findByRole('dialog', { name: 'Export a report' })) }
  }
  const usual = {
    runId: 'run-1',
    report: 'summary',
    redact: false,
    redactKey: null,
    recipe: null,
    madeBy: null,
    madeFor: null,
    review: false,
    branding: true,
  }

  it('has what a report holds chosen, and says where it is', async () => {
    const bridge = withTenant()
    const { user, dialog } = await openReport(bridge)
    await user.click(dialog.getByRole('radio', { name: /^Full/ }))
    await user.click(dialog.getByRole('radio', { name: /^HTML/ }))
    await user.selectOptions(dialog.getByLabelText('Recipe to check'), 'Read and update tickets')
    await user.type(dialog.getByLabelText(/^Made by/), ' Ann ')
    await user.click(dialog.getByRole('checkbox', { name: /Redact names/ }))
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect(bridge.inputsOf('reports:export')).toEqual([
      {
        ...usual,
        format: 'html',
        report: 'full',
        redact: true,
        recipe: 'halo-tickets',
        madeBy: 'Ann',
        // A redacted report names no MSP, unless that is asked for.
        branding: false,
      },
    ])
    expect(await screen.findByText('HTML report saved: /home/me/Documents/contoso.pdf')).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('takes a key for stand-ins of a length that is no use to guess at, and forgets it', async () => {
    const bridge = withTenant()
    const { user, dialog } = await openReport(bridge)
    expect(dialog.queryByLabelText(/^Key for stand-ins/)).toBeNull()
    await user.click(dialog.getByRole('checkbox', { name: /Redact names/ }))
    const field = dialog.getByLabelText(/^Key for stand-ins/)
    expect(field.getAttribute('type')).toBe('password')
    await user.type(field, 'correct hor')
    expect(dialog.getByText('At least 12 characters.')).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect(dialog.getByText(/^The key for stand-ins has 11 characters; it takes 12/)).toBeTruthy()
    expect(bridge.inputsOf('reports:export')).toEqual([])
    await user.type(field, 'se ')
    expect(dialog.queryByText('At least 12 characters.')).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect(await screen.findByText(/^PDF report saved/)).toBeTruthy()
    expect(bridge.inputsOf('reports:export')).toMatchObject([
      { format: 'pdf', redact: true, redactKey: 'correct horse' },
    ])
    expect(useReport.getState().choice.redactKey).toBeNull()
  })

  it('offers what there is of a tenant, and keeps what was typed for the session', async () => {
    const bridge = withTenant({
      exportOptions: {
        recipes: [],
        purpose: 'Tickets',
        review: '18 applications, 3 decided',
        branding: true,
      },
    })
    const { user, dialog } = await openReport(bridge)
    await user.type(dialog.getByLabelText(/^Made for/), 'Contoso')
    await user.click(dialog.getByRole('checkbox', { name: /access review/ }))
    expect(dialog.getByText('Of this tenant: 18 applications, 3 decided')).toBeTruthy()
    expect(dialog.getByText('Without another one: its purpose, Tickets')).toBeTruthy()
    await user.click(dialog.getByRole('checkbox', { name: /Our name, logo/ }))
    const [close] = dialog.getAllByRole('button', { name: 'Close' })
    await user.click(found(close))
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /PDF report/ }))
    await user.click(await screen.findByRole('button', { name: 'Export…' }))
    expect(bridge.inputsOf('reports:export')).toEqual([
      { ...usual, format: 'pdf', madeFor: 'Contoso', review: true, branding: false },
    ])
  })

  it('stays, and says why, where a report could not be made', async () => {
    const exportResult = err(appError('PRINT_FAILED', 'It was not printed.', { advice: ['Try again.'] }))
    const { user, dialog } = await openReport(withTenant({ exportResult }))
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('It was not printed.')
  })

  it('says nothing of an export that was cancelled', async () => {
    const exportResult = err(appError('CANCELLED', 'Printing was cancelled.'))
    const { user, dialog } = await openReport(withTenant({ exportResult }))
    await user.click(dialog.getByRole('button', { name: 'Export…' }))
    expect(dialog.queryByRole('alert')).toBeNull()
    expect(dialog.getByRole('button', { name: 'Export…' })).toBeTruthy()
  })

  it('says nothing when the dialog is dismissed', async () => {
    const bridge = withTenant({ exportResult: ok({ state: 'dismissed' }) })
    const user = await openResult(bridge)
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /JSON/ }))
    expect(screen.queryByText(/saved:/)).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says why it failed and what to do', async () => {
    const exportResult = err(
      appError('FILE_WRITE_FAILED', 'The disk is full.', { advice: ['Choose another disk.'] }),
    )
    const user = await openResult(withTenant({ exportResult }))
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await user.click(screen.getByRole('menuitem', { name: /CSV/ }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The disk is full.')
    expect(alert.textContent).toContain('Choose another disk.')
  })

  it('closes its menu with Escape and gives the focus back', async () => {
    const user = await openResult(withTenant())
    const button = screen.getByRole('button', { name: 'Export' })
    await user.click(button)
    await user.keyboard('{ArrowDown}{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(button)
  })
})
