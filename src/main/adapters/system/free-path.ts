import path from 'node:path'

/** A path in a folder that is not taken: the name, else with ` (2)`, ` (3)` and so on behind it. @param suffix `.html`, or `''` */
export const freePath = (
  folder: string,
  name: string,
  suffix: string,
  isTaken: (path: string) => boolean,
): string => {
  for (let number = 1; ; number++) {
    const file = path.join(folder, `${number === 1 ? name : `${name} (${String(number)})`}${suffix}`)
    if (!isTaken(file)) return file
  }
}
