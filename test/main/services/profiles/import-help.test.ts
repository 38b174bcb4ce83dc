import { describe, expect, it } from 'vitest'
import { importTemplate } from '../../../../src/main/services/profiles/import-template'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import { IMPORT_FIELDS } from '../../../../src/shared/files/import'

describe('what helps with a file', () => {
  const COLUMNS = 'name,url,app_client_id'

  it('the template names every column, and can be imported as it is', () => {
    const read = readImport('template.csv', importTemplate(), [])
    expect(read).toMatchObject({ ok: true, value: { rejected: [], warnings: [] } })
    if (!read.ok) return
    expect(read.value.columns.map(({ column }) => column)).toEqual(IMPORT_FIELDS.map(({ column }) => column))
    expect(read.value.accepted).toMatchObject([
      { name: 'Contoso (example)', tags: ['Gold', 'North'], agent: { kind: 'application' } },
    ])
  })

  it.each([
    ['App Client Identifier', null],
    ['app_clientid', null],
    ['inspector_clent_id', 'inspector_client_id'],
    ['Tag', 'tags'],
    ['tenants', 'tenant'],
    ['Groups', 'tags'],
    ['Account manager', null],
  ])('the column %j may be meant to be called %j', (header, meant) => {
    const read = readImport('a.csv', `${COLUMNS},${header}\nContoso,https://contoso.halopsa.com,1,x`, [])
    if (!read.ok) throw new Error(read.error.message)
    expect(read.value.columns[3]).toEqual({ header, column: null, ignored: 'unknown', meant })
    expect(read.value.warnings.join()).toContain(
      meant === null
        ? `Unknown columns were ignored: ${header}.`
        : `${header} (call it ${meant}, if that is meant)`,
    )
  })

  it('a secret has no column, whatever it is called', () => {
    const read = readImport(
      'a.csv',
      `${COLUMNS},app_client_secret\nContoso,https://contoso.halopsa.com,1,x`,
      [],
    )
    if (!read.ok) throw new Error(read.error.message)
    expect(read.value.columns[3]).toMatchObject({ column: null, ignored: 'secret', meant: null })
  })

  it('a column that is missing is told with what may be meant by it', () => {
    const read = readImport('a.csv', 'Name,Address,client_id\nContoso,https://contoso.halopsa.com,1', [])
    expect(read.ok ? '' : read.error.message).toContain(
      'no column url, app_client_id or inspector_client_id, but Address (call it url, if that is meant), client_id (call it app_client_id, if that is meant)',
    )
  })
})
