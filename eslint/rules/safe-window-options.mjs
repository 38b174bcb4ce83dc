import { ruleWithAllowances } from '../rule.mjs'

const WINDOW = /^(electron\.)?(BrowserWindow|BrowserView|WebContentsView|BaseWindow)$/

const isSpread = (/** @type {any} */ { type }) => type === 'SpreadElement'

/** Whether these options of a window are all seen, and its preferences begin with the safe ones. */
const areSafe = (/** @type {any} */ options) => {
  if (options?.type !== 'ObjectExpression' || options.properties.some(isSpread)) return false
  const preferences = options.properties.find(
    (/** @type {any} */ { key }) => (key.name ?? key.value) === 'webPreferences',
  )?.value
  if (preferences?.type !== 'ObjectExpression') return false
  const [first, ...rest] = preferences.properties
  return first?.argument?.name === 'SAFE_PREFERENCES' && !rest.some(isSpread)
}

export const safeWindowOptions = ruleWithAllowances(
  'Every window names its options, and its webPreferences begin with ...SAFE_PREFERENCES, which nothing spread after them overrides.',
  (report, { sourceCode }) => ({
    NewExpression(node) {
      if (WINDOW.test(sourceCode.getText(node.callee)) && !areSafe(node.arguments[0])) report(node)
    },
  }),
)
