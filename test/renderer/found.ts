/** The value, which the test needs to be there. */
export const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The test looked for something that is not there')
  return value
}
