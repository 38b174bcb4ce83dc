import { fault, sameAgent, type Scenario } from './scenario'

/** Faults of the application’s scopes. */
export const SCOPE_SCENARIOS: readonly Scenario[] = [
  fault(
    'scope.missing',
    'A scope is missing',
    'The application has no scope for assets, contracts and invoices.',
    (_tenant, sides) => {
      sameAgent(sides)
      sides.app.scopes = ['read:tickets', 'read:customers', 'all:teams']
      return undefined
    },
  ),
  fault(
    'scope.not-granted',
    'A scope is not granted',
    'The application asks for edit:assets, which is not ticked.',
    (_tenant, sides) => {
      sameAgent(sides)
      sides.app.scopes = ['read:tickets', 'read:customers']
      return { appScope: 'read:tickets read:customers edit:assets' }
    },
  ),
  fault(
    'scope.excess',
    'More scopes than needed',
    'A read-only integration was given edit scopes and all.',
    (_tenant, sides) => {
      sameAgent(sides)
      sides.app.scopes = ['all', 'edit:tickets', 'edit:customers', 'admin']
      return undefined
    },
  ),
]
