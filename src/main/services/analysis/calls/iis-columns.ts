/** Which columns of a W3C extended log hold a call (w3.org/TR/WD-logfile; IIS: cs-method, cs-uri-stem, cs-host). */
export interface IisColumns {
  readonly count: number
  readonly method: number
  readonly path: number
  readonly host: number
}

/** The columns that `#Fields:` names; each such line holds for those that follow it. Null for other lines. */
export const iisColumns = (line: string): IisColumns | null => {
  if (!/^#fields:/i.test(line)) return null
  const names = line
    .slice('#fields:'.length)
    .trim()
    .split(/\s+/)
    .map((name) => name.toLowerCase())
  const path = names.indexOf('cs-uri-stem')
  return {
    count: names.length,
    method: names.indexOf('cs-method'),
    path: path < 0 ? names.indexOf('cs-uri') : path,
    host: Math.max(names.indexOf('cs-host'), names.indexOf('cs(host)')),
  }
}
