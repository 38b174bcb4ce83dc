/** How a script begins that a person started: what stops it there is said in a line, not in a stack trace. */
import { messageOf, say, WrongUsage } from '../setup.mjs'

/**
 * Looks at what was given, and sets up.
 * @param {string} otherwise what did not happen, as the begin of the line
 * @param {() => void} begin throws when the script cannot go on
 * @returns {boolean} whether it can; when not, that is said and the exit status is 2 (wrong usage) or 1
 */
export const prepared = (otherwise, begin) => {
  try {
    begin()
    return true
  } catch (error) {
    say(`${otherwise}: ${messageOf(error)}`)
    process.exitCode ||= error instanceof WrongUsage ? 2 : 1
    return false
  }
}

/**
 * @param {readonly string[]} known arguments that the script takes
 * @throws when another was given
 */
export const takesOnly = (...known) => {
  const others = process.argv.slice(2).filter((argument) => !known.includes(argument))
  if (others.length > 0)
    throw new WrongUsage(
      `${others.join(' ')} means nothing here; ${known.length === 0 ? 'this takes no argument' : `there is ${known.join(', ')}`}`,
    )
}
