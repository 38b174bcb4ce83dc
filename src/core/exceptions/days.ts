/** Days that an exception is made for at most: a year, and some weeks to look at it again. */
export const LONGEST_EXCEPTION = 400

/** The last day that an exception may name. @param today `YYYY-MM-DD` */
export const latestUntil = (today: string): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + LONGEST_EXCEPTION * 86_400_000).toISOString().slice(0, 10)
