/**
 * Files that people hand around (config files, imports) must not hold secrets. These functions
 * find the fields that look like one, by name, anywhere in the file.
 */

/** Names of fields that hold a secret. `secretEnv` and `secretFile` name where one is, and are none. */
const SECRET_NAME = /secret|password|passwd|passphrase|token|apikey|privatekey/

/** Whether a field or column of this name would hold a secret: `client_secret`, `App Secret`, `token`. */
export const isSecretName = (name: string): boolean => {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '')
  return !/secret(env|file)$/.test(plain) && SECRET_NAME.test(plain)
}

/** Dotted paths of all fields whose name says that they hold a secret. */
export const secretFields = (value: unknown, path = ''): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = path === '' ? key : `${path}.${key}`
    return !Array.isArray(value) && isSecretName(key) ? [at] : secretFields(inner, at)
  })
}

/** The same value without those fields. */
export const withoutSecretFields = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecretFields)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isSecretName(key))
      .map(([key, inner]: [string, unknown]) => [key, withoutSecretFields(inner)]),
  )
}
