import path from 'node:path'

/** @import { Rule } from 'eslint' */

const ROOT = path.dirname(import.meta.dirname)

/**
 * A rule that some files need not keep. Its one option is `{ allow: { file: reason } }`; a file that is
 * allowed what it does not do is reported, so that no allowance outlives its reason.
 * @param {string} message what is wrong, and what to do instead
 * @param {(report: (node: Rule.Node) => void, context: Rule.RuleContext) => Rule.RuleListener} listeners
 * @returns {Rule.RuleModule}
 */
export const ruleWithAllowances = (message, listeners) => ({
  meta: {
    type: 'problem',
    docs: { description: message },
    schema: [
      {
        type: 'object',
        properties: { allow: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } } },
        additionalProperties: false,
      },
    ],
    messages: { found: message, unneeded: 'Allowed here ({{reason}}), but nothing needs it any more.' },
  },
  create(context) {
    const file = path.relative(ROOT, context.filename).replaceAll('\\', '/')
    /** @type {string | undefined} */
    const reason = context.options[0]?.allow?.[file]
    /** `{ name }` and `import { name }` are two nodes at one place. */
    const found = new Set()
    const report = (/** @type {Rule.Node} */ node) => {
      const [start] = context.sourceCode.getRange(node)
      if (reason === undefined && !found.has(start)) context.report({ node, messageId: 'found' })
      found.add(start)
    }
    return {
      ...listeners(report, context),
      'Program:exit'(node) {
        if (reason !== undefined && found.size === 0)
          context.report({ node, messageId: 'unneeded', data: { reason } })
      },
    }
  },
})

/**
 * A rule that needs no code: none of this may be there.
 * @param {string} message what is wrong, and what to do instead
 * @param {readonly string[]} selectors https://eslint.org/docs/latest/extend/selectors
 */
export const ban = (message, ...selectors) =>
  ruleWithAllowances(message, (report) => Object.fromEntries(selectors.map((selector) => [selector, report])))
