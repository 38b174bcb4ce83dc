import { mkdirSync } from 'node:fs'
import path from 'node:path'
import log from 'electron-log/node'
import { visibleLine } from '../../../shared/visible-text'
import type { Logger } from '../../ports'
import { makePrivate } from '../files/user-data'

const LARGEST_LOG = 1_000_000

/** Where the log is. */
export const logFile = (userData: string): string => path.join(userData, 'logs', 'crossview.log')

/**
 * A log file in the user's data folder, its owner's alone, which rotates at 1 MB. SECURITY: it takes an event's name
 * and named fields of simple types only, so that no object with a secret in it can be logged.
 * Each entry is one line, in which control characters are made visible.
 * @param scrub takes live secrets out of each line, as a second net
 */
export const createLogger = (userData: string, scrub: (text: string) => string = (text) => text): Logger => {
  const logger = log.create({ logId: 'crossview' })
  const folder = path.dirname(logFile(userData))
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // A full or read-only disk: the log is lost, the rest goes on.
  }
  // An earlier version left them open to others, or whoever made the folder.
  makePrivate(userData)
  logger.transports.console.level = false
  logger.transports.file.resolvePathFn = () => logFile(userData)
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  logger.transports.file.maxSize = LARGEST_LOG
  const line = (event: string, fields: Readonly<Record<string, string | number | boolean>>) =>
    visibleLine(
      scrub([event, ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)].join(' ')),
    )
  return {
    info: (event, fields = {}) => {
      logger.info(line(event, fields))
    },
    error: (event, fields = {}) => {
      logger.error(line(event, fields))
    },
  }
}
