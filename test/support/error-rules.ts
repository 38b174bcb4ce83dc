import ts from 'typescript'
import type { Matcher } from './source-scan'

/** Text made of a whole error: that of axios holds the token and the secret in every form (security-measurements.md finding 5). */

const TELLING = /^(JSON\.stringify|String|inspect|util\.inspect|format|util\.format)$/
const LOGGING = /(^|\.)(info|warn|error|log|debug|trace|message|out|write)$/

/** Whether a name is that of a caught error here: of `catch (name)` or `.catch((name) => …)`. */
const isCaught = (node: ts.Identifier): boolean =>
  ts.findAncestor(node, (at) => {
    if (ts.isCatchClause(at)) return at.variableDeclaration?.name.getText() === node.text
    if (!ts.isArrowFunction(at) && !ts.isFunctionExpression(at)) return false
    const { parent, parameters } = at
    return (
      ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      parent.expression.name.text === 'catch' &&
      parameters[0]?.name.getText() === node.text
    )
  }) !== undefined

const isError = (node: ts.Node): boolean => ts.isIdentifier(node) && isCaught(node)

/** `{ error }`, `[error]` and `{ ...error }` are the error too. */
const holdsError = (node: ts.Node): boolean =>
  isError(node) ||
  (ts.isObjectLiteralExpression(node) &&
    node.properties.some(
      (one) =>
        (ts.isShorthandPropertyAssignment(one) && isError(one.name)) ||
        (ts.isPropertyAssignment(one) && isError(one.initializer)) ||
        (ts.isSpreadAssignment(one) && isError(one.expression)),
    )) ||
  (ts.isArrayLiteralExpression(node) && node.elements.some(isError))

/** A caught error that is turned into text, or handed to a log, as a whole. */
export const errorAsText: Matcher = (node) => {
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText()
    return (TELLING.test(callee) || LOGGING.test(callee)) && node.arguments.some(holdsError)
  }
  if (ts.isTemplateSpan(node)) return isError(node.expression)
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (isError(node.left) || isError(node.right))
  )
}
