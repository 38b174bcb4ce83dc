/**
 * The parser's complaint as it is told, a line each: it names the option, but nothing else that was typed, which may be a secret
 * that somebody gave by argument. Its suggestion of another name holds names of ours only.
 * @param text as commander writes it, with a line break behind it
 */
export const usageError = (text: string): readonly string[] => {
  // An argument may hold a line break; of the lines of an error, only commander's own suggestion is one.
  const [, error = text, suggestion] = /^(.*?)(?:\n(\(Did you mean [^\n]*))?\n?$/s.exec(text) ?? []
  const told = withoutValues(error)
  return suggestion === undefined ? [told] : [told, suggestion]
}

const withoutValues = (error: string): string => {
  const option = /^error: unknown option '(.*)'$/s.exec(error)?.[1]
  if (option !== undefined) return `error: unknown option${optionName(option)}`
  if (error.startsWith("error: unknown command '")) return 'error: unknown command. See: crossview --help'
  // Names of ours hold no quotation mark: what is between the first and the last is what was typed.
  const [, before, after] =
    /^(error: option '[^']*'|error: command-argument value) (?:argument )?'.*' (is invalid.*)$/s.exec(
      error,
    ) ?? []
  return before === undefined || after === undefined ? error : `${before}: the value ${after}`
}

/** ` --clientsecret`; nothing for what may be more than a name: `-pvalue`, `--secret:x`. */
const optionName = (typed: string): string => {
  const [name = ''] = typed.split('=', 1)
  return /^--[a-z]+(?:-[a-z]+)*$/i.test(name) ? ` ${name}` : ''
}
