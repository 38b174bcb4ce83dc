import { ESLintUtils } from '@typescript-eslint/utils'
import ts from 'typescript'
import { ruleWithAllowances } from '../rule.mjs'

/** Numbers that count nothing: "port 49152", "line 1204", "HTTP 404", a width are written as they are. */
const PLAIN =
  /^(?:status|port|pid|dev|ino|line|col|column|index|indexOf|at|place|cause|pageNo|pageSize|number|level|rank|made|start|width|height)$|(?:Line|Index|Port|Status|Level|Year)$/

/** Attributes that a person never reads. */
const FOR_MACHINES = /^(?:style|key|id|data-.*|aria-(?:describedby|labelledby|controls))$/

/**
 * The name that says what a number is: of `x.status`, `index + 1`, `lines[line]`, `getIndex()`.
 * @param {any} node
 * @returns {string}
 */
const nameOf = (node) => {
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return nameOf(node.property)
    case 'CallExpression':
      return nameOf(node.callee)
    case 'BinaryExpression':
      return nameOf(node.left)
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return nameOf(node.expression)
    default:
      return ''
  }
}

/** @param {any} node an expression @returns {readonly any[]} what may become its value */
const outcomes = (node) =>
  node.type === 'ConditionalExpression'
    ? [...outcomes(node.consequent), ...outcomes(node.alternate)]
    : node.type === 'LogicalExpression'
      ? [...outcomes(node.left), ...outcomes(node.right)]
      : [node]

/** @param {any} node @returns {boolean} */
const isForMachines = (node) =>
  node.type === 'JSXAttribute'
    ? FOR_MACHINES.test(node.name.name)
    : node.parent !== null && isForMachines(node.parent)

/** A number that becomes text on a way of its own: "50538" here is "50,538" elsewhere. */
export const oneWayOfCounts = ruleWithAllowances(
  'A count becomes text by countText or counted (core/comparison/count-text.ts). If this counts nothing, its name says so: PLAIN in eslint/rules/one-way-of-counts.mjs.',
  (report, context) => {
    const services = ESLintUtils.getParserServices(/** @type {any} */ (context))
    /** Not what may be a text or an element as well: what it counts was written where it was made. */
    const isNumber = (/** @type {any} */ node) => {
      const type = services.getTypeAtLocation(node)
      const parts = type.isUnion() ? type.types : [type]
      const has = (/** @type {ts.TypeFlags} */ flags) => parts.some((part) => (part.flags & flags) !== 0)
      return has(ts.TypeFlags.NumberLike) && !has(ts.TypeFlags.StringLike | ts.TypeFlags.Object)
    }
    const look = (/** @type {any} */ expression) => {
      if (isForMachines(expression)) return
      for (const node of outcomes(expression)) {
        // What counts itself up is a serial number.
        const isWritten = node.type === 'Literal' || node.type === 'UpdateExpression'
        if (!isWritten && isNumber(node) && !PLAIN.test(nameOf(node))) report(node)
      }
    }
    return {
      TemplateLiteral: ({ expressions }) => expressions.forEach(look),
      'CallExpression[callee.name="String"][arguments.length=1]': (
        /** @type {any} */ { arguments: [first] },
      ) => look(first),
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer': (/** @type {any} */ { expression }) =>
        look(expression),
    }
  },
)
