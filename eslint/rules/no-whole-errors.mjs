import { ruleWithAllowances } from '../rule.mjs'

/** @import { Rule } from 'eslint' */

const TO_TEXT = /^(JSON\.stringify|String|(util\.)?(inspect|format))$/
const LOGGING = /(^|\.)(info|warn|error|log|debug|trace|message|out|write)$/

/**
 * What stands for the error at this place: itself, or `{ error }`, `[error]`, `{ ...error }`.
 * @param {any} identifier
 */
const holderOf = (identifier) => {
  const { parent } = identifier
  if (parent.type === 'ArrayExpression') return parent
  const isInside =
    parent.type === 'SpreadElement' || (parent.type === 'Property' && parent.value === identifier)
  return isInside ? parent.parent : identifier
}

/**
 * A caught error that is turned into text, or handed to a log, as a whole: that of axios holds the
 * token and the secret in every form.
 */
export const noWholeErrors = ruleWithAllowances(
  'An error is reported by its code, never as a whole nor by its stack: it may hold a secret.',
  (report, { sourceCode }) => {
    const isTold = (/** @type {any} */ identifier) => {
      const { parent } = identifier
      if (parent.type === 'TemplateLiteral') return true
      if (parent.type === 'BinaryExpression') return parent.operator === '+'
      const holder = holderOf(identifier)
      if (holder.parent.type !== 'CallExpression' || !holder.parent.arguments.includes(holder)) return false
      const callee = sourceCode.getText(holder.parent.callee)
      return TO_TEXT.test(callee) || LOGGING.test(callee)
    }
    /** @param {Rule.Node} node a catch clause, or the function that is handed to `.catch` */
    const look = (node) => {
      for (const { references } of sourceCode.getDeclaredVariables(node))
        for (const { identifier } of references)
          if (isTold(identifier)) report(/** @type {Rule.Node} */ (identifier))
    }
    return { CatchClause: look, 'CallExpression[callee.property.name="catch"] > :function': look }
  },
)
