import { ErrorNotice } from '../../ui/notice'
import { useReport } from './report-store'

/** Why the last export failed, with advice, until it is dismissed or another one starts. */
export const ExportError = () => {
  const error = useReport((state) => state.error)
  const dismissError = useReport((state) => state.dismissError)
  return error === null ? null : <ErrorNotice error={error} onDismiss={dismissError} />
}
