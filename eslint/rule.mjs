import path from 'node:path'

/** @import { Rule } from 'eslint' */

const ROOT = path.dirname(import.meta.dirname)

/**
 * The linted file, from the repository's root, with slashes.
 * @param {Rule.RuleContext} context
 */
export const fileOf = ({ filename }) => path.relative(ROOT, filename).replaceAll('\\', '/')

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
    /** @type {string | undefined} */
    const reason = context.options[0]?.allow?.[fileOf(context)]
    /** `{ name }` and `import { name }` are two nodes at one place. */
    const found = new Set()
    return {
      ...listeners((node) => {
        const [start] = context.sourceCode.getRange(node)
        if (reason === undefined && !found.has(start)) context.report({ node, messageId: 'found' })
        found.add(start)
      }, context),
      'Program:exit'(node) {
        if (reason !== undefined && found.size === 0)
          context.report({ node, messageId: 'unneeded', data: { reason } })
      },
    }
  },
})
