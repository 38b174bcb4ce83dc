/**
 * The parameters of a call as ASP.NET binds them. Halo's booleans go through .NET (halo-api.md section
 * 15), so that `True` is as good as `true`, blanks around it are nothing, and `1` is no boolean. That
 * names are found in any casing, that the first of several values counts, and that a value which
 * cannot be read is as good as none is assumed: it is what ASP.NET does unless told otherwise.
 */
export class Query {
  private readonly values = new Map<string, string>()

  constructor(parameters: URLSearchParams) {
    for (const [name, value] of parameters) {
      const key = name.toLowerCase()
      if (!this.values.has(key)) this.values.set(key, value)
    }
  }

  /** null: not given, or empty. */
  text(name: string): string | null {
    const value = this.values.get(name)
    return value === undefined || value === '' ? null : value
  }

  /** null: not given, or no boolean. */
  flag(name: string): boolean | null {
    switch (this.text(name)?.trim().toLowerCase()) {
      case 'true':
        return true
      case 'false':
        return false
      default:
        return null
    }
  }

  /** null: not given, or no whole number. */
  whole(name: string): number | null {
    const text = this.text(name)
    return text === null ? null : wholeOf(text)
  }

  /** Several whole numbers, separated by commas (section 5.1: `status`, `team`, `client_ids` …). */
  wholes(name: string): readonly number[] | null {
    const numbers = this.text(name)
      ?.split(',')
      .flatMap((text) => wholeOf(text) ?? [])
    return numbers === undefined || numbers.length === 0 ? null : numbers
  }
}

const wholeOf = (text: string): number | null => (/^\s*[+-]?\d{1,10}\s*$/.test(text) ? Number(text) : null)
