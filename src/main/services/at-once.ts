/**
 * Works on several things at once, begun in their order.
 * @returns what each came to, in that order, whichever ended first. What throws makes the whole throw.
 */
export const atOnce = async <Item, Outcome>(
  items: readonly Item[],
  most: number,
  work: (item: Item, index: number) => Outcome | Promise<Outcome>,
): Promise<readonly Outcome[]> => {
  const outcomes = new Array<Outcome>(items.length)
  // All workers take from the one iterator.
  const left = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) outcomes[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  return outcomes
}
