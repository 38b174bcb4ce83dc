import { appError, type AppError } from '../../shared/app-error'
import type { CrossviewApi } from '../../shared/ipc/api'
import type { DesktopMessage } from '../../shared/ipc/desktop'
import type { FleetProgress } from '../../shared/ipc/fleet'
import type { InventoryProgress } from '../../shared/ipc/inventory'
import { err, type Result } from '../../shared/result'

declare global {
  interface Window {
    /** Put there by the preload (Electron) or the binding of the browser window. */
    readonly crossview: CrossviewApi
  }
}

type RunProgressListener = Parameters<CrossviewApi['comparison']['onProgress']>[0]

/**
 * Asks main something. Expected failures come back as values; a call that breaks (a bug, or a
 * window that lost its host) is turned into one, so that no screen hangs on it.
 */
export const ask = async <T>(
  request: (crossview: CrossviewApi) => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> => {
  try {
    return await request(window.crossview)
  } catch {
    return err(
      appError('INTERNAL', 'Crossview did not answer because of a fault in Crossview itself.', {
        advice: ['Try again.', 'If it happens again, restart Crossview.'],
      }),
    )
  }
}

/** Listens to the progress of comparisons. Returns the function that stops listening. */
export const onRunProgress = (listener: RunProgressListener): (() => void) =>
  window.crossview.comparison.onProgress(listener)

/** Listens to what reaches the window from its menu and from outside. Returns the function that stops listening. */
export const onDesktopMessage = (listener: (message: DesktopMessage) => void): (() => void) =>
  window.crossview.desktop.onMessage(listener)

/** Listens to the progress of inventories. Returns the function that stops listening. */
export const onInventoryProgress = (listener: (progress: InventoryProgress) => void): (() => void) =>
  window.crossview.inventory.onProgress(listener)

/** Listens to the progress of a run over many tenants. Returns the function that stops listening. */
export const onFleetProgress = (listener: (progress: FleetProgress) => void): (() => void) =>
  window.crossview.fleet.onProgress(listener)
