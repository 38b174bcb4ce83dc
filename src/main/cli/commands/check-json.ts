import type { CheckOutcome } from '../../services/runs/check-service'

/** `crossview.check/1`. */
export const checkToJson = (
  { name, url }: { readonly name: string; readonly url: string },
  result: CheckOutcome,
) => ({ schema: 'crossview.check/1', tenant: { name, url }, ...result })
