import type { CallsRead } from '../../../../core/policy/called'
import { CALLS } from '../../../../shared/bounds'
import type { Address } from './address'

/** Where readers put what they understood and what not. Nothing of the file but host and endpoint is kept. */
export interface CollectedCalls {
  /** @returns whether the method is one that is known; if not, nothing was added */
  add(form: string, method: string, address: Address): boolean
  /** @param at "line 3", "entry 5". @param why a clause without anything of the file in it */
  gap(at: string, why: string): void
  read(): CallsRead
}

/** Its commands, and what its -Verbose says. */
export const POWERSHELL = 'commands of PowerShell'

const METHODS: ReadonlySet<string> = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  ...['OPTIONS', 'CONNECT', 'TRACE', 'QUERY'],
])

/**
 * Whether a call says that another method or path is meant than the one it names: `X-HTTP-Method-Override`
 * and its like, `_method` among its values. Whether Halo heeds any is not known.
 */
export const isOverridden = (text: string): boolean => OVERRIDE.test(text)

const OVERRIDE = /x-http-method|method-override|x-(?:original|rewrite)-url|(?<!\w)_method(?!\w)/i

export const OVERRIDDEN = 'another method or path than the one that is named may be meant'

/** Whether a text is a method of HTTP, in any case. */
export const isMethod = (text: string): boolean => METHODS.has(text.toUpperCase())

export const createCollectedCalls = (): CollectedCalls => {
  const forms = new Set<string>()
  const requests = new Map<string, CallsRead['requests'][number]>()
  const examples: { at: string; why: string }[] = []
  let count = 0
  return {
    add: (form, method, { host, path }) => {
      if (!isMethod(method)) return false
      forms.add(form)
      const key = `${method.toUpperCase()} ${host ?? ''} ${path}`
      const times = (requests.get(key)?.times ?? 0) + 1
      requests.set(key, { method: method.toUpperCase(), host, path, times })
      return true
    },
    gap: (at, why) => {
      count += 1
      if (examples.length < CALLS.examples) examples.push({ at, why })
    },
    read: () => ({
      forms: [...forms],
      requests: [...requests.values()],
      gaps: { count, examples },
    }),
  }
}
