import type { AppError } from '../app-error'
import type { ComputerProbe, ComputerSection } from '../computer-report'
import type { Result } from '../result'
import type { ExportResult } from './target'

type Answer<T> = Promise<Result<T, AppError>>

/** *Check this computer*. No server is asked, and nothing is sent to anybody. */
export interface ComputerApi {
  /** Looks at one part, for ten seconds at most. @param input addresses: tenants by name and host, else by number */
  look(input: { probe: ComputerProbe; addresses: boolean }): Answer<ComputerSection>
  /** Saves as text what was found last of each part. */
  save(): Answer<ExportResult>
}
