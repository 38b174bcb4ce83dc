/** Made at first use: it takes 10 ms, which a start need not wait for. */
let integer: Intl.NumberFormat | null = null

/** "1,254": a number that a person reads. */
export const countText = (count: number): string => (integer ??= new Intl.NumberFormat('en')).format(count)

/** "1 record", "0 records", "1,254 records": the one place where a count meets its noun. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${plural(count, one, many)}`

/** The word alone, where the count stands elsewhere: "is" of one, "are" of any other. */
export const plural = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many)

/**
 * How much of a list there is: "100 of 137 records", "50 records, total unknown", "137 records, Halo counts 50".
 * @param noun of what the list is; empty for the numbers alone
 */
export const gotWords = (
  { fetched, total }: { readonly fetched: number; readonly total: number | null },
  { one, many }: { readonly one: string; readonly many: string },
): string => {
  const words = (count: number) => counted(count, one, many).trim()
  if (total === null) return `${words(fetched)}, total unknown`
  return fetched > total
    ? `${words(fetched)}, Halo counts ${countText(total)}`
    : `${countText(fetched)} of ${words(total)}`
}
