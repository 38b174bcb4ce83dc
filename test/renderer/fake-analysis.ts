import { PROBED_SCOPES, tabulateScopes } from '../../src/core/halo/scope-probe'
import { createAnalysis } from '../../src/main/services/analysis/analysis-service'
import { ok } from '../../src/shared/result'
import { comparisonOf, restrictedTenant } from '../support/random-tenant'

/** Tickets are granted, everything else is not ticked. */
export const aScopeProbe = tabulateScopes(
  PROBED_SCOPES.map((scope) =>
    scope.endsWith(':tickets')
      ? { scope, state: 'token', granted: [scope] }
      : { scope, state: 'token', granted: [] },
  ),
  null,
)

/** The real analysis over a comparison of a restricted tenant. */
export const analysis = createAnalysis(() => ok(comparisonOf(restrictedTenant())), '/no such folder', {
  chooseOpen: () =>
    Promise.resolve(
      ok({
        name: 'proxy.log',
        text: 'GET /api/Tickets\nGET https://graph.microsoft.com/v1.0/me\nPlease GET the milk\n',
      }),
    ),
})
