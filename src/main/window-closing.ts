import { app, dialog, type BrowserWindow } from 'electron'
import { closingQuestion, type Unfinished } from './closing-question'
import { endsWithLastWindow } from './window-conventions'

let isQuitting = false
app.on('before-quit', () => {
  isQuitting = true
})

/**
 * Asks before a window is closed that would take something along with it. Main goes on meanwhile: a run that ends before the answer
 * is not lost any more.
 */
export const askBeforeClosing = (window: BrowserWindow, unfinished: () => Unfinished): void => {
  let isAsking = false
  window.on('close', (event) => {
    const ofQuit = isQuitting
    const question = closingQuestion(unfinished(), ofQuit || endsWithLastWindow())
    if (question === null) return
    // It ends the quitting as well.
    event.preventDefault()
    isQuitting = false
    if (isAsking) return
    isAsking = true
    void ask(window, question).then((goesOn) => {
      isAsking = false
      if (!goesOn || window.isDestroyed()) return
      // Nobody is asked again; the last window ends the program where it is so.
      window.destroy()
      if (ofQuit && !endsWithLastWindow()) app.quit()
    })
  })
}

const ask = async (
  window: BrowserWindow,
  { message, detail, buttons }: NonNullable<ReturnType<typeof closingQuestion>>,
): Promise<boolean> => {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons: [...buttons],
    // Enter and Escape lose nothing.
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
