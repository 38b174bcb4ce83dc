import { counted } from '../../ui/counted'

/** Said by the notice and by the settings alike. */
export const versionText = (version: string): string => `Crossview ${version} is published`

export const sinceText = (running: string, count: number): string =>
  `You have ${running}; ${counted(count, 'version')} came out since.`
