import type { Exception, ExceptionsOutcome } from './exception'

/** `exceptions` of a JSON result (docs/cli.md, “Exceptions”). */
export interface ExceptionsJson {
  readonly applied: readonly (Exception & { readonly findings: number; readonly settings: number })[]
  readonly expired: readonly Exception[]
  readonly unused: readonly Exception[]
}

/** A JSON result with them; no field where no exceptions were named. */
export interface WithExceptions {
  readonly exceptions?: ExceptionsJson
}

export const exceptionsToJson = ({ applied, expired, unused }: ExceptionsOutcome): ExceptionsJson => ({
  applied: applied.map(({ exception, findings, settings }) => ({
    ...exceptionJson(exception),
    findings,
    settings,
  })),
  expired: expired.map(exceptionJson),
  unused: unused.map(exceptionJson),
})

const exceptionJson = (exception: Exception): Exception => ({
  code: exception.code,
  tenant: exception.tenant,
  side: exception.side,
  resource: exception.resource,
  of: exception.of,
  value: exception.value,
  reason: exception.reason,
  by: exception.by,
  until: exception.until,
  line: exception.line,
})
