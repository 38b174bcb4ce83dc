import type { Result } from '../../src/shared/result'

/** The value of an answer that the test needs to be good. */
export const must = <T>(answer: Result<T, unknown>): T => {
  if (!answer.ok) throw new Error(`It failed: ${JSON.stringify(answer.error)}`)
  return answer.value
}
