/** "1 record", "0 records", "2 records": the one place where a count meets its noun. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${plural(count, one, many)}`

/** The word alone, where the count stands elsewhere: "is" of one, "are" of any other. */
export const plural = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many)
