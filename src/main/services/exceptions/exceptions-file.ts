import type { Exception } from '../../../core/exceptions/exception'
import { nameKey } from '../../../core/comparison/name-text'
import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { EXCEPTIONS } from '../../../shared/bounds'
import { exceptionOf, exceptionsFileSchema } from '../../../shared/files/exceptions'
import { wrongFile } from '../../../shared/files/file-kind'
import { issuesOf, issueText } from '../../../shared/files/schema-issue'
import { err, ok, type Result } from '../../../shared/result'
import { readYaml } from '../../yaml-text'

/** So many of the faults of a file are told at once. */
const TOLD = 20

interface Fault {
  readonly text: string
  readonly field: string
}

/**
 * Reads a file of exceptions (`crossview.exceptions/1`, `readYaml`).
 * @param today `YYYY-MM-DD`, UTC: what is to hold for longer than a year from it is refused
 * @returns `INVALID_FILE` with every fault by line, column and field, the first as its message
 */
export const parseExceptions = (text: string, today: string): Result<readonly Exception[], AppError> => {
  const wrong = wrongFile(text, 'exceptions', 'exceptions')
  if (wrong !== null) return err(wrong)
  const yaml = readYaml(text, EXCEPTIONS.characters)
  if (!yaml.ok) return err(invalid([{ text: yaml.error, field: 'exceptions' }]))
  const { content, placed, lineOf } = yaml.value
  const file = exceptionsFileSchema.safeParse(content)
  if (!file.success)
    return err(
      invalid(
        issuesOf(file.error, content).map((issue) => ({
          text: placed(issue.path, issueText(issue)),
          field: issue.field,
        })),
      ),
    )
  const faults: Fault[] = []
  const exceptions: Exception[] = []
  const firstLine = new Map<string, number>()
  for (const [index, entry] of file.data.exceptions.entries()) {
    const path = ['exceptions', index]
    const field = path.join('.')
    const read = exceptionOf(entry, today)
    if (!('code' in read)) {
      for (const { fault, path: within } of read)
        faults.push({ text: placed([...path, ...within], fault), field: [...path, ...within].join('.') })
      continue
    }
    const line = lineOf(path)
    const before = firstLine.get(keyOf(read))
    if (before === undefined) {
      firstLine.set(keyOf(read), line)
      exceptions.push({ ...read, line })
    } else {
      faults.push({
        text: placed(path, `it covers the same as the exception of line ${countText(before)}; keep one`),
        field,
      })
    }
  }
  return faults.length === 0 ? ok(exceptions) : err(invalid(faults))
}

/** The same for exceptions that cover just the same. */
const keyOf = ({ code, tenant, side, resource, of, value }: Omit<Exception, 'line'>): string =>
  JSON.stringify([code, side, resource, ...[tenant, of, value].map((name) => name && nameKey(name))])

/** On one line, as YAML allows; for who has no documents at hand. */
export const LEAST_EXCEPTIONS =
  '{ schema: crossview.exceptions/1, exceptions: [{ code: agent.client, reason: Agreed, by: Ann Lee, until: 2027-01-31 }] }'

const invalid = (faults: readonly Fault[]): AppError => {
  const [first, ...others] = faults
  const left = others.length - TOLD
  return appError(
    'INVALID_FILE',
    `The exceptions cannot be used: ${first?.text ?? 'it is not valid'}.`.replace(/\.\.$/, '.'),
    {
      field: first?.field ?? 'exceptions',
      advice: [
        ...others.slice(0, TOLD).map(({ text }) => `Also ${text}.`),
        ...(left > 0 ? [`And ${countText(left)} more like these.`] : []),
        `A file of exceptions says at least: ${LEAST_EXCEPTIONS}`,
      ],
    },
  )
}
