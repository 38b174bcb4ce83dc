import { Option } from 'commander'

/** What somebody accepted, for every command that tells findings. */
export const exceptionsOption = (): Option =>
  new Option('--exceptions <file>', 'what was accepted, by whom and until when (crossview.exceptions/1)')
