/** @import { Rule } from 'eslint' */

/**
 * What a file must have: places of the syntax tree (`selector`, at least one, or with `once` one alone),
 * each of them with something about it (`holding`, what follows in the same selector).
 * @typedef {{ name: string, selector: string, holding?: string, once?: boolean }} Guard
 */

/** @type {Rule.RuleModule} */
export const mustHold = {
  meta: {
    type: 'problem',
    docs: { description: 'A guard of this file is there, and guards.' },
    schema: { type: 'array', items: { type: 'object', required: ['name', 'selector'] } },
    messages: {
      missing: 'This file has to see to it, and nothing in it does: {{name}}.',
      weak: 'This has to see to it, and does not: {{name}}.',
      twice: 'Only one place sees to it: {{name}}.',
    },
  },
  create(context) {
    /** @type {Map<string, ((node: Rule.Node) => void)[]>} */
    const listeners = new Map()
    /** @type {(selector: string, listener: (node: Rule.Node) => void) => void} */
    const listen = (selector, listener) => {
      listeners.set(selector, [...(listeners.get(selector) ?? []), listener])
    }
    for (const { name, selector, holding, once } of /** @type {readonly Guard[]} */ (context.options)) {
      const data = { name }
      let found = 0
      listen(selector, (node) => {
        found += 1
        if (once === true && found > 1) context.report({ node, messageId: 'twice', data })
      })
      if (holding !== undefined)
        listen(`${selector}:not(${holding})`, (node) => {
          context.report({ node, messageId: 'weak', data })
        })
      listen('Program:exit', (node) => {
        if (found === 0) context.report({ node, messageId: 'missing', data })
      })
    }
    return Object.fromEntries(
      [...listeners].map(([selector, all]) => [
        selector,
        (/** @type {Rule.Node} */ node) => {
          for (const listener of all) listener(node)
        },
      ]),
    )
  },
}
