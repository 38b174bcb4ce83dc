import { InvalidArgumentError, Option } from 'commander'

/** In place of what the target or the snapshot says. */
export const purposeOption = (): Option =>
  new Option(
    '--purpose <name>',
    'what the application is there for, which decides how bad a loss is: a recipe’s name or a .json file',
  ).argParser((text) => {
    if (text.trim() === '')
      throw new InvalidArgumentError('Name a recipe, for example halo-tickets, or a .json file.')
    return text
  })

/** Of what is run now, of a stored tenant. */
export const noHistoryOption = (): Option =>
  new Option('--no-history', 'with --profile: keep nothing of this run in the tenant’s history')
