/** What of the language a page can overwrite, by the path to it. */
export const OVERWRITTEN = [
  ...['push', 'map', 'slice', 'forEach', 'concat', 'indexOf', 'includes', 'filter'].map((name) => `Array.prototype.${name}`), // prettier-ignore
  ...['isArray', 'from'].map((name) => `Array.${name}`),
  ...['then', 'catch', 'finally'].map((name) => `Promise.prototype.${name}`),
  ...['resolve', 'reject'].map((name) => `Promise.${name}`),
  ...['call', 'apply', 'bind'].map((name) => `Function.prototype.${name}`),
  ...['stringify', 'parse'].map((name) => `JSON.${name}`),
  ...['hasOwnProperty', 'toString', 'valueOf'].map((name) => `Object.prototype.${name}`),
  ...['keys', 'entries', 'assign', 'freeze', 'defineProperty', 'getPrototypeOf', 'fromEntries'].map((name) => `Object.${name}`), // prettier-ignore
  ...['get', 'ownKeys', 'construct'].map((name) => `Reflect.${name}`),
  ...['get', 'set', 'has', 'delete'].map((name) => `Map.prototype.${name}`),
  ...['add', 'has'].map((name) => `Set.prototype.${name}`),
  ...['get', 'set'].map((name) => `WeakMap.prototype.${name}`),
  ...['concat', 'replace', 'split'].map((name) => `String.prototype.${name}`),
  ...['exec', 'test'].map((name) => `RegExp.prototype.${name}`),
  'Error.captureStackTrace',
]

/** Names that a request, an answer or an event has. Put on every object, each is a trap. */
export const TRAPPED = ['channel','input','invoke','send','on','ok','value','error','id','event','sender','args','listener','get','set'] // prettier-ignore

export interface Tampering {
  /** `watched` passes every call on; `broken` throws instead. */
  readonly tries: readonly (readonly [path: string, mode: 'watched' | 'broken'])[]
  readonly traps: readonly string[]
}

export interface TamperingResult {
  /** By what was overwritten: the right answer of main, another one, or none. */
  readonly outcomes: Readonly<Record<string, 'same' | 'other' | 'none'>>
  /** Where an object of another world than the page’s was seen. */
  readonly foreign: readonly string[]
  /** How many calls were seen: none would have seen nothing. */
  readonly seen: number
}

/** Overwrites one thing at a time and asks main each time. Runs in the page; uses nothing from outside itself. */
export const tamper = async ({ tries, traps }: Tampering): Promise<TamperingResult> => {
  const { crossview, Promise: NativePromise } = window
  const later = (work: () => void, milliseconds: number) => window.setTimeout(work, milliseconds)
  const { apply, getOwnPropertyDescriptor, defineProperty, deleteProperty, getPrototypeOf } = Reflect
  const { stringify } = JSON
  const ours = Object.prototype
  const expected = stringify(await crossview.app.demoScenarios())
  const outcomes: Record<string, 'same' | 'other' | 'none'> = {}
  const foreign: string[] = []
  let seen = 0
  /** What another world made ends its chain of prototypes in that world’s Object. */
  const look = (name: string, value: unknown): void => {
    seen += 1
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return
    let last: object = value
    for (let next = getPrototypeOf(last); next !== null; next = getPrototypeOf(last)) last = next
    if (last !== ours && last !== value) foreign[foreign.length] = name
  }
  const ask = async (how: string): Promise<void> => {
    const answered: { text?: string } = {}
    // Awaited by the engine itself, whatever `then` is now.
    const asking = async (): Promise<void> => {
      try {
        answered.text = stringify(await crossview.app.demoScenarios())
      } catch {
        // No answer.
      }
    }
    void asking()
    for (let waits = 0; answered.text === undefined && waits < 100; waits += 1)
      await new NativePromise<void>((resolve) => later(resolve, 5))
    outcomes[how] = answered.text === undefined ? 'none' : answered.text === expected ? 'same' : 'other'
  }
  for (const [path, mode] of tries) {
    const names = path.split('.')
    const key = names.pop()!
    let holder: object = window
    for (const name of names) holder = (holder as Record<string, object>)[name]!
    const before = getOwnPropertyDescriptor(holder, key)!
    const original = before.value as (...args: unknown[]) => unknown
    defineProperty(holder, key, {
      ...before,
      value: function (this: unknown, ...args: unknown[]): unknown {
        look(path, this)
        for (let index = 0; index < args.length; index += 1) look(path, args[index])
        if (mode === 'broken') throw new Error('overwritten')
        return apply<unknown, unknown[], unknown>(original, this, args)
      },
    })
    await ask(`${path} ${mode}`)
    defineProperty(holder, key, before)
  }
  for (const name of traps) {
    defineProperty(ours, name, {
      configurable: true,
      get(this: unknown) {
        look(name, this)
        return undefined
      },
      set(this: object, value: unknown) {
        look(name, this)
        look(name, value)
        defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true })
      },
    })
    await ask(`Object.prototype.${name}`)
    deleteProperty(ours, name)
  }
  return { outcomes, foreign, seen }
}
