import { useState } from 'react'
import { webPage } from '../../../../core/halo/web-page'
import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import { ask } from '../../bridge'
import { Button } from '../../ui/button'
import { ErrorNotice } from '../../ui/notice'
import { useComparison } from './comparison-store'

interface OpenInHaloProps {
  readonly runId: string
  readonly resource: Resource
  readonly recordId: string
}

/** The one way to a record's page in Halo. */
export interface HaloDoor {
  /** False where no page is known, or no tenant is stored to open it at. */
  readonly canOpen: (recordId: string) => boolean
  readonly open: (recordId: string) => Promise<void>
  /** Why the last one could not be opened. */
  readonly error: AppError | null
  readonly forgetError: () => void
}

/** Main knows the tenant's address, and opens its pages alone. */
export const useHaloDoor = (runId: string | null, resource: Resource): HaloDoor => {
  const target = useComparison((state) => state.run?.target)
  const [error, setError] = useState<AppError | null>(null)
  return {
    canOpen: (recordId) =>
      runId !== null && target?.kind === 'profile' && webPage(resource, recordId) !== null,
    open: async (recordId) => {
      if (runId === null) return
      const answer = await ask(({ comparison }) => comparison.openInHalo({ runId, resource, recordId }))
      setError(answer.ok ? null : answer.error)
    },
    error,
    forgetError: () => {
      setError(null)
    },
  }
}

/** Opens the record where Halo shows it; nothing where that cannot be. */
export const OpenInHalo = ({ runId, resource, recordId }: OpenInHaloProps) => {
  const door = useHaloDoor(runId, resource)
  if (!door.canOpen(recordId)) return null
  return (
    <>
      <Button icon="open" title="Opens in your browser" onClick={() => void door.open(recordId)}>
        Open in Halo
      </Button>
      {door.error !== null && <ErrorNotice error={door.error} onDismiss={door.forgetError} />}
    </>
  )
}
