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

/** Opens the record where Halo shows it; nothing where no page is known, or no tenant is stored to open it at. */
export const OpenInHalo = ({ runId, resource, recordId }: OpenInHaloProps) => {
  const target = useComparison((state) => state.run?.target)
  const [error, setError] = useState<AppError | null>(null)
  if (target?.kind !== 'profile' || webPage(resource, recordId) === null) return null
  const open = async () => {
    const answer = await ask(({ comparison }) => comparison.openInHalo({ runId, resource, recordId }))
    setError(answer.ok ? null : answer.error)
  }
  return (
    <>
      <Button icon="open" title="Opens in your browser" onClick={() => void open()}>
        Open in Halo
      </Button>
      {error !== null && (
        <ErrorNotice
          error={error}
          onDismiss={() => {
            setError(null)
          }}
        />
      )}
    </>
  )
}
