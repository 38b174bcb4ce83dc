import type { Failure } from '../../../core/comparison/observation'

/** Why the list of applications is not there, or not whole. */

/** That it takes a Halo administrator, and the scope `admin` or `all`, is inferred (halo-api.md section 4.5). */
const RIGHTS = [
  'Likely it takes an agent that is a Halo administrator, and an application with the scope “all” or “admin”: check both of the inspector.',
]

/** Where Halo refused it, what it likely takes. */
export const listFailureOf = (failure: Failure): Failure =>
  (failure.status === 401 || failure.status === 403) && failure.code === 'request.failed'
    ? {
        ...failure,
        message: `Halo refused the inspector the list of applications (${failure.status}).`,
        advice: RIGHTS,
      }
    : failure

/** The connection that asks is an application itself. */
export const EMPTY: Failure = {
  code: 'data.incomplete',
  message:
    'Halo’s list of applications came empty, though the inspector itself is one of them: likely the inspector may not see them.',
  advice: RIGHTS,
  status: 200,
}

export const NOT_WHOLE: Failure = {
  code: 'data.incomplete',
  message:
    'Halo’s list of applications could not be read whole: there are applications that are not in this inventory.',
  advice: ['Read it again.'],
  status: 200,
}
