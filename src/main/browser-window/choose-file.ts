import type { Page } from 'playwright-core'
import type { ChosenFile } from '../ports'

/**
 * Lets the page's own browser ask for a file, within the seconds after the click that asked for
 * it. The file is read in the page, which sees what the user chose and nothing else.
 */
export const chooseFile = (page: Page, extensions: readonly string[]): Promise<ChosenFile | null> =>
  page.evaluate(
    (accept) =>
      new Promise<ChosenFile | null>((resolve) => {
        const input = document.createElement('input')
        input.type = 'file'
        input.accept = accept
        input.addEventListener('cancel', () => {
          resolve(null)
        })
        input.addEventListener('change', () => {
          const [file] = input.files ?? []
          if (file === undefined) resolve(null)
          else
            void file.text().then((text) => {
              resolve({ name: file.name, text })
            })
        })
        input.click()
      }),
    extensions.map((extension) => `.${extension}`).join(','),
  )
