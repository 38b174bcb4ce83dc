import { IMPORT_FIELDS } from '../../../shared/files/import'

/**
 * A CSV file with every column of an import and one tenant as an example, in UTF-8 with the mark that tells Excel so. It can
 * be imported as it is.
 */
export const importTemplate = (): string => {
  const lines = [IMPORT_FIELDS.map(({ column }) => column), IMPORT_FIELDS.map(({ example }) => example)]
  return `\uFEFF${lines.map((fields) => fields.map(quoted).join(',')).join('\r\n')}\r\n`
}

const quoted = (field: string): string =>
  /[",;\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
