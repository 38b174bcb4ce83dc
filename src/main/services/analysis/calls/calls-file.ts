import { countText, counted } from '../../../../core/comparison/count-text'
import type { CallsRead } from '../../../../core/policy/called'
import { appError, type AppError } from '../../../../shared/app-error'
import { CALLS } from '../../../../shared/bounds'
import { wrongFile } from '../../../../shared/files/file-kind'
import { faultText, parseJson, withoutMark } from '../../../../shared/files/json-text'
import { err, ok, type Result } from '../../../../shared/result'
import { createCollectedCalls, type CollectedCalls } from './collected-calls'
import { readEntry, readJsonCalls } from './json-calls'
import { readTextCalls } from './text-calls'

/**
 * Requests that an integration made, in the forms that people have them: HAR, Postman collections,
 * JSON lines, logs of nginx, Apache and IIS, PowerShell's -Verbose, commands of curl, HTTPie and
 * PowerShell, a list by hand (docs/cli.md section 8.1). Nothing but methods, hosts and endpoints is kept.
 * @returns `INVALID_FILE` when nothing in it was understood
 */
export const readCalls = (file: string): Result<CallsRead, AppError> => {
  const text = withoutMark(file).replaceAll(/\r\n?/g, '\n')
  if (text.length > CALLS.characters)
    return err(
      appError(
        'INVALID_FILE',
        `The file has more than ${countText(CALLS.characters)} characters, which are not read.`,
        { field: 'calls', advice: ['Take the lines of one day, or of one run of the integration.'] },
      ),
    )
  const wrong = wrongFile(text, 'calls', 'calls')
  if (wrong !== null) return err(wrong)
  const into = createCollectedCalls()
  if (isOneJson(text)) {
    const fault = readWhole(text, into)
    if (fault !== null) return err(unusable(`It ${fault}`))
  } else readTextCalls(text, into)
  const read = into.read()
  return read.requests.length > 0 ? ok(read) : err(unusable(nothingText(read)))
}

/** Whether it begins as JSON, and its first line is not one entry of many. */
const isOneJson = (text: string): boolean => {
  const plain = text.trim()
  if (!/^(?:\{|\[\s*[[{\]])/.test(plain)) return false
  const end = plain.indexOf('\n')
  return end < 0 || !parseJson(plain.slice(0, end), CALLS.entry).ok
}

/** @returns why it is no JSON that is read, as a predicate; null when it is */
const readWhole = (text: string, into: CollectedCalls): string | null => {
  const json = parseJson(text, CALLS.whole)
  if (!json.ok) return faultText(json.error)
  if (!readJsonCalls(json.value, into)) readEntry(json.value, 'entry 1', into)
  return null
}

const nothingText = ({ gaps: { count, examples } }: CallsRead): string => {
  const [first] = examples
  if (first === undefined) return 'There is nothing in it but comments or empty lines'
  return count === 1
    ? `${first.at}: ${first.why}`
    : `${counted(count, 'entry', 'entries')} were not understood; ${first.at}: ${first.why}`
}

const unusable = (why: string): AppError =>
  appError('INVALID_FILE', `No request was understood in the file. ${why}.`, {
    field: 'calls',
    advice: [
      'It may be a HAR or Postman file, JSON lines, a log of nginx, Apache or IIS, curl commands, or one request a line: GET /api/Tickets',
    ],
  })
