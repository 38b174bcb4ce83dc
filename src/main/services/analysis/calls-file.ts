import type { CalledRequest } from '../../../core/policy/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import { CALLS } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'

/**
 * Requests that an integration made: lines with a method and an address or path anywhere in them,
 * as in a proxy's or a web server's log, or a list by hand ("GET /Tickets").
 * @returns `INVALID_FILE` when no line holds one
 */
export const parseCalls = (text: string): Result<readonly CalledRequest[], AppError> => {
  if (text.length > CALLS.characters)
    return err(
      appError(
        'INVALID_FILE',
        `The file has more than ${CALLS.characters.toLocaleString('en')} characters, which are not read.`,
        { field: 'calls', advice: ['Take the lines of one day, or of one run of the integration.'] },
      ),
    )
  const requests = text.split(/\r?\n/).flatMap((line): readonly CalledRequest[] => {
    const [, method = '', path = ''] = /\b(GET|HEAD|POST|PUT|PATCH|DELETE)\b["\s]+(\S+)/i.exec(line) ?? []
    return method === ''
      ? []
      : [{ method: method.toUpperCase(), path: path.replace(/(?<!["',])["',]+$/, '') }]
  })
  return requests.length > 0
    ? ok(requests)
    : err(
        appError('INVALID_FILE', 'No request was found in the file.', {
          field: 'calls',
          advice: ['Write one request a line, for example: GET /Tickets?open_only=true'],
        }),
      )
}
