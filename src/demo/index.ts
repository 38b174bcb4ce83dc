/** What the demo tenant offers to the rest of the product. */

export { DEMO_SECRET_MARK } from './contract'
export type { DemoCredentials, DemoLogin, DemoOptions, DemoServer } from './contract'
/** The scenario that opens by default. */
export const DEFAULT_SCENARIO = 'mixed'

export { SIGN_IN_CLIENT_ID } from './applications'
export { scenarios } from './scenarios'
export { startDemo } from './server'
