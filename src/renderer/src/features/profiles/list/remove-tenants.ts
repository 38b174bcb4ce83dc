import { counted } from '../../../../../core/comparison/count-text'
import type { AppError } from '../../../../../shared/app-error'
import type { BegunRemoval } from '../../../../../shared/ipc/tenants'
import { err, ok, type Result } from '../../../../../shared/result'
import { useToasts } from '../../../ui/toast-store'
import { useProfiles } from '../profiles-store'

/**
 * Deletes tenants, and offers to take it back for as long as the message is there: then their secrets and histories go.
 * @returns those that could not be deleted
 */
export const removeTenants = async (
  ids: readonly string[],
): Promise<Result<BegunRemoval['failed'], AppError>> => {
  const { beginRemoval, selected, select } = useProfiles.getState()
  const begun = await beginRemoval(ids)
  if (!begun.ok) return err(begun.error)
  const { removalId, removed, failed } = begun.value
  const gone = new Set(removed.map(({ id }) => id))
  select(new Set([...selected].filter((id) => !gone.has(id))))
  if (removed.length > 0) offerUndo(removalId, removed)
  return ok(failed)
}

const offerUndo = (removalId: string, removed: BegunRemoval['removed']): void => {
  const { announce } = useToasts.getState()
  const { undoRemoval, finishRemoval } = useProfiles.getState()
  const [first] = removed
  const what = removed.length === 1 ? `“${first?.name ?? ''}”` : counted(removed.length, 'tenant')
  const theirs = removed.length === 1 ? 'Its' : 'Their'
  const undo = async () => {
    if (await undoRemoval(removalId)) announce(backText(removed))
    else offerUndo(removalId, removed)
  }
  announce(
    `${what} deleted. ${theirs} secrets and history go when this message does.`,
    { label: 'Undo', run: () => void undo() },
    () => void finishRemoval(removalId),
  )
}

const backText = (removed: BegunRemoval['removed']): string => {
  const [first] = removed
  return removed.length === 1
    ? `“${first?.name ?? ''}” is back, with its secrets and history`
    : `${counted(removed.length, 'tenant')} are back, with their secrets and histories`
}
