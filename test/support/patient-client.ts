import { createHttpClient } from '../../src/main/adapters/http/http'
import { WAIT } from './patience'

/** Deadlines of a request that is answered: as long as a busy machine needs for bodies of many megabytes. */
export const PATIENT = { idleTimeoutMs: WAIT, deadlineMs: WAIT }

/** For a connector in a test where nobody stays silent. */
export const patientClient: typeof createHttpClient = (url, authorities, options) =>
  createHttpClient(url, authorities, { ...options, ...PATIENT })
