/** Every error that may cross from main to the window or to the command line's user. */
export type AppErrorCode =
  | 'FORBIDDEN_SENDER'
  | 'INVALID_ARGUMENT'
  | 'INVALID_FILE'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'KEYCHAIN_LOCKED'
  | 'KEYCHAIN_MISSING'
  | 'KEYCHAIN_FAILED'
  | 'SECRET_NEEDED'
  | 'HOST_NOT_CONFIRMED'
  | 'TRUST_NOT_CONFIRMED'
  | 'STORE_READ_ONLY'
  | 'FILE_WRITE_FAILED'
  | 'FILE_READ_FAILED'
  | 'PRINT_FAILED'
  | 'CANCELLED'
  | 'BUSY'
  | 'INTERNAL'

/** Built by allowlist: never holds a raw error, a stack, a header or a secret. */
export interface AppError {
  readonly code: AppErrorCode
  /** What happened and why, one or two sentences. */
  readonly message: string
  /** The field of the input that is wrong, as a dotted path; null when none in particular. */
  readonly field: string | null
  /** What to do next. */
  readonly advice: readonly string[]
}

export const appError = (
  code: AppErrorCode,
  message: string,
  { field = null, advice = [] }: { field?: string | null; advice?: readonly string[] } = {},
): AppError => ({ code, message, field, advice })
