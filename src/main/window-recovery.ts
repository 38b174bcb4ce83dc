import { app, dialog, type BrowserWindow } from 'electron'
import type { Logger } from './ports'
import { createCrashLimit } from './security/crash-limit'
import { endsWithLastWindow } from './window-conventions'

const UNHARMED = 'Stored tenants and secrets are not affected, and a comparison under way goes on.'

/**
 * Brings back a page that crashed, three times in a minute; then, and when the page hangs, the user
 * is asked. Runs live in main, so a page that was loaded again takes them up.
 * @param load loads the page; rejects when it could not be loaded
 */
export const recoverWindow = (window: BrowserWindow, load: () => Promise<void>, logger: Logger): void => {
  const { webContents } = window
  const mayLoad = createCrashLimit()
  const loadAgain = () => {
    if (window.isDestroyed()) return
    // Where it crashed once more, that is the next event; any other reason is in the log.
    load().catch(() => {
      logger.error('page not loaded')
    })
  }
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const reload = mayLoad(Date.now())
    logger.error('page crashed', { reason, reload })
    if (reload) loadAgain()
    else
      void askAfterCrashes(window).then((answer) => {
        if (answer === 'load') loadAgain()
        else quitWith(window)
      })
  })

  let asking = false
  webContents.on('unresponsive', () => {
    if (asking) return
    asking = true
    logger.error('page hangs')
    void askWhileHanging(window).then((answer) => {
      asking = false
      // A page that hangs obeys nothing else; that it is gone then loads it again, as above.
      if (answer === 'load' && !window.isDestroyed()) webContents.forcefullyCrashRenderer()
    })
  })
}

/** Whoever chose to quit is not asked once more (window-closing.ts). */
const quitWith = (window: BrowserWindow): void => {
  window.destroy()
  if (!endsWithLastWindow()) app.quit()
}

const askAfterCrashes = async (window: BrowserWindow): Promise<'load' | 'quit'> => {
  // A page that crashed before it was there has never shown its window.
  window.show()
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window of Crossview crashed again and again',
    detail: `It was loaded again three times within a minute. ${UNHARMED} If loading it again does not help, report it with the steps that lead to it.`,
    buttons: ['Load again', 'Quit'],
    defaultId: 0,
    // Escape must not end a comparison.
    cancelId: 0,
    noLink: true,
  })
  return response === 1 ? 'quit' : 'load'
}

/** Closes by itself when the page answers again. */
const askWhileHanging = async (window: BrowserWindow): Promise<'wait' | 'load'> => {
  const answers = new AbortController()
  window.webContents.once('responsive', () => {
    answers.abort()
  })
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window of Crossview does not answer',
    detail: `Wait, or load it again. ${UNHARMED} What was typed into a form and not saved is lost.`,
    buttons: ['Wait', 'Load again'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal: answers.signal,
  })
  return response === 1 ? 'load' : 'wait'
}
