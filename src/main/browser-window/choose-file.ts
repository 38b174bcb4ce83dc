import type { Page } from 'playwright-core'
import type { AppError } from '../../shared/app-error'
import { LARGEST_FILE } from '../../shared/bounds'
import { err, ok, type Result } from '../../shared/result'
import type { ChosenBytes, ChosenFile } from '../ports'
import { decodeText, textFileError, TOO_LARGE, unreadable, tooManyBytes, type TextFault } from '../text-file'

interface ReadFile {
  readonly name: string
  /** In base 64; null: it has more than may be read, or was not to be read. */
  readonly content: string | null
  readonly isTooLarge: boolean
}

/**
 * Lets the page's own browser ask for a file, within the seconds after the click that asked for
 * it. The file is read in the page, which sees what the user chose and nothing else; what it says is
 * decided here, as of any other file.
 */
export const chooseFile = async (
  page: Page,
  extensions: readonly string[],
): Promise<Result<ChosenFile | null, AppError>> => {
  const chosen = await chooseBytes(page, extensions, LARGEST_FILE)
  if (!chosen.ok || chosen.value === null) return chosen.ok ? ok(null) : chosen
  const { name, bytes } = chosen.value
  const text = decodeText(bytes)
  return text.ok ? ok({ name, text: text.value }) : err(textFileError(`The file ${name}`, text.error))
}

/** The same of a file that is no text. @param most bytes */
export const chooseBytes = async (
  page: Page,
  extensions: readonly string[],
  most: number,
): Promise<Result<ChosenBytes | null, AppError>> => {
  const chosen = await page.evaluate(
    ({ accept, largest }) =>
      new Promise<ReadFile | null>((resolve) => {
        const input = document.createElement('input')
        input.type = 'file'
        input.accept = accept
        input.addEventListener('cancel', () => {
          resolve(null)
        })
        input.addEventListener('change', () => {
          const [file] = input.files ?? []
          if (file === undefined || file.size > largest) {
            resolve(file === undefined ? null : { name: file.name, content: null, isTooLarge: true })
            return
          }
          const reader = new FileReader()
          reader.addEventListener('loadend', () => {
            // data:application/octet-stream;base64,… and `data:` alone for nothing.
            const url = typeof reader.result === 'string' ? reader.result : null
            const content = url === null ? null : url.slice(url.indexOf(',') + 1)
            resolve({ name: file.name, content: file.size === 0 ? '' : content, isTooLarge: false })
          })
          reader.readAsDataURL(file)
        })
        input.click()
      }),
    { accept: extensions.map((extension) => `.${extension}`).join(','), largest: most },
  )
  if (chosen === null) return ok(null)
  const { name, content, isTooLarge } = chosen
  const failed = (fault: TextFault) => err(textFileError(`The file ${name}`, fault))
  if (isTooLarge) return failed(most === LARGEST_FILE ? TOO_LARGE : tooManyBytes(most))
  return content === null ? failed(unreadable('')) : ok({ name, bytes: Buffer.from(content, 'base64') })
}
