import type { ElectronApplication } from '@playwright/test'

/** The system's message boxes cannot be driven: they are noted, and answered by the test. */
export const answerBoxes = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ dialog }) => {
    const boxes: { message: string; buttons: string[]; answer: (button: string) => void }[] = []
    Object.assign(globalThis, { boxes })
    dialog.showMessageBox = (...args: unknown[]) =>
      new Promise((resolve) => {
        // The options are the last argument.
        const { message, buttons, signal } = args.at(-1) as {
          message: string
          buttons: string[]
          signal?: AbortSignal
        }
        const answer = (button: string) => {
          boxes.splice(0)
          resolve({ response: buttons.indexOf(button), checkboxChecked: false })
        }
        signal?.addEventListener('abort', () => {
          answer(buttons[0] ?? '')
        })
        boxes.push({ message, buttons, answer })
      })
  })

type Boxes = { boxes: { message: string; buttons: string[]; answer: (button: string) => void }[] }

export const openBoxes = (electron: ElectronApplication) =>
  electron.evaluate(() =>
    (globalThis as unknown as Boxes).boxes.map(({ message, buttons }) => ({ message, buttons })),
  )

/** Presses this button in all boxes that are open. */
export const answer = (electron: ElectronApplication, button: string) =>
  electron.evaluate((_electron, text) => {
    for (const box of [...(globalThis as unknown as Boxes).boxes]) box.answer(text)
  }, button)
