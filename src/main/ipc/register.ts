import { ipcMain } from 'electron'
import { ALL_CHANNELS } from '../../shared/ipc/channels'
import type { Logger } from '../ports'
import { isTrustedSender } from '../security/trusted-sender'
import { forbiddenSender } from './forbidden-sender'
import type { Handlers } from './handlers'

/**
 * The only importer of ipcMain: trusted sender, schema, handler, Result; for every channel alike.
 * @param handlers loaded while the window is opened; what the page asks before waits for them
 */
export const registerHandlers = (handlers: Promise<Handlers>, origin: string, logger: Logger): void => {
  for (const channel of ALL_CHANNELS) {
    ipcMain.handle(channel, async (event, input: unknown) => {
      if (!isTrustedSender(event.senderFrame, origin)) {
        logger.error('request from a foreign sender', { channel })
        return forbiddenSender()
      }
      const { dispatch } = await import('./dispatch')
      return dispatch(await handlers, channel, input, logger)
    })
  }
}
