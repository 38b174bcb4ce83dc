import { counted } from '../../../../core/comparison/count-text'

/** Said by the notice and by the settings alike. */
export const versionText = (version: string): string => `Crossview ${version} is published`

export const sinceText = (running: string, count: number): string =>
  `You have ${running}; ${counted(count, 'version')} came out since.`
