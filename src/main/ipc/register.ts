import { ipcMain } from 'electron'
import { ALL_CHANNELS } from '../../shared/ipc/channels'
import type { Logger } from '../ports'
import { isTrustedSender } from '../security/trusted-sender'
import { dispatch, forbiddenSender } from './dispatch'
import type { Handlers } from './handlers'

/** The only importer of ipcMain: trusted sender, schema, handler, Result; for every channel alike. */
export const registerHandlers = (handlers: Handlers, origin: string, logger: Logger): void => {
  for (const channel of ALL_CHANNELS) {
    ipcMain.handle(channel, (event, input: unknown) => {
      if (!isTrustedSender(event.senderFrame, origin)) {
        logger.error('request from a foreign sender', { channel })
        return forbiddenSender()
      }
      return dispatch(handlers, channel, input, logger)
    })
  }
}
