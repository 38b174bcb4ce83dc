/** Values as they are copied for a client id or a secret, and go wrong on the way. */

const ID = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'
export const GOOD_ID = ID
export const GOOD_SECRET = `${ID}-19283746-5564-7382-9100-aabbccddeeff`

const around = (value: string): readonly (readonly [what: string, value: string])[] => {
  const middle = value.slice(0, 10)
  const rest = value.slice(10)
  const inside = (text: string) => `${middle}${text}${rest}`
  return [
    ['a zero-width space', inside('\u200B')],
    ['a zero-width joiner', inside('\u200D')],
    ['a byte order mark inside', inside('\uFEFF')],
    ['a no-break space', inside('\u00A0')],
    ['a narrow no-break space', inside('\u202F')],
    ['an ideographic space', inside('\u3000')],
    ['a soft hyphen', inside('\u00AD')],
    ['a word joiner at the end', `${value}\u2060`],
    ['a mark of direction', `\u200E${value}`],
    ['an override', inside('\u202E')],
    ['an isolate', `\u2068${value}\u2069`],
    ['a variation selector', inside('\uFE0F')],
    ['a tab', inside('\t')],
    ['a line end', inside('\r\n')],
    ['a line separator', inside('\u2028')],
    ['non-breaking hyphens', value.replaceAll('-', '\u2011')],
    ['en dashes', value.replaceAll('-', '\u2013')],
    ['em dashes', value.replaceAll('-', '\u2014')],
    ['minus signs', value.replaceAll('-', '\u2212')],
    ['straight quotes', `"${value}"`],
    ['single quotes', `'${value}'`],
    ['backticks', `\`${value}\``],
    ['typographic quotes', `\u201C${value}\u201D`],
    ['German quotes', `\u201E${value}\u201C`],
    ['guillemets', `\u00AB${value}\u00BB`],
    ['a typographic quote at one end', `${value}\u2019`],
    ['a label', `Client ID: ${value}`],
    ['a label of a form', `client_secret=${value}`],
    ['a label in camel case', `clientSecret: ${value}`],
    ['a label of two words', `Client Secret = ${value}`],
    ['a short label', `Secret: ${value}`],
    ['Bearer', `Bearer ${value}`],
    ['a header', `Authorization: Basic ${value}`],
    ['asterisks', '*'.repeat(36)],
    ['bullets', '\u2022'.repeat(24)],
    ['black circles', '\u25CF'.repeat(12)],
    ['asterisks in its middle', `${value.slice(0, 6)}********${value.slice(-4)}`],
    ['bullets behind its beginning', `${value.slice(0, 6)}\u2022\u2022\u2022\u2022`],
    ['braces', `{${value}}`],
    ['parentheses', `(${value})`],
    ['an ellipsis', `${value.slice(0, 12)}\u2026`],
    ['three dots', `${value.slice(0, 12)}...`],
    ['a stand-in in angle brackets', '<your value>'],
    ['a stand-in in square brackets', '[value]'],
    ['a stand-in in capitals', 'YOUR_SECRET_HERE'],
    ['a stand-in in words', 'your-client-id'],
    ['another stand-in', 'changeme'],
    ['a GUID of letters', 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'],
    ['a GUID of zeros', '00000000-0000-0000-0000-000000000000'],
    ['a variable of a shell', '$HALO_APP'],
    ['a variable in braces', `\${HALO_APP}`],
    ['a variable of Windows', '%HALO_APP%'],
    ['a variable of a template', '{{ halo.app }}'],
    ['JSON', `{"client_id":"${value}"}`],
    ['a member of JSON', `"client_id": "${value}",`],
    ['a line of CSV', `Contoso,https://contoso.halopsa.com,${value}`],
    ['a line with semicolons', `Contoso;${value}`],
    ['an address', `https://contoso.halopsa.com/${value}`],
    ['full-width digits', value.replaceAll('1', '\uFF11').replaceAll('0', '\uFF10')],
  ]
}

/** What cannot be right, whatever Halo's values look like. */
export const WRONG_IDS = around(GOOD_ID)
export const WRONG_SECRETS = around(GOOD_SECRET)

/** What may be right, and has to be said all the same. */
export const DOUBTFUL_IDS: readonly (readonly [what: string, value: string])[] = [
  ['the form of a secret', GOOD_SECRET],
  ['very short', 'abc'],
  ['an end that is missing', GOOD_ID.slice(0, 30)],
  ['percent signs', GOOD_ID.replaceAll('-', '%2D')],
  ['a quote at one end', `${GOOD_ID}"`],
  ['a letter of another alphabet', GOOD_ID.replace('a', '\u0430')],
  ['a space', `${GOOD_ID} x`],
]
export const DOUBTFUL_SECRETS: readonly (readonly [what: string, value: string])[] = [
  ['the form of an id', GOOD_ID],
  ['very short', 'hunter2'],
  ['an end that is missing', GOOD_SECRET.slice(0, 60)],
  ['percent signs', GOOD_SECRET.replaceAll('-', '%2D')],
  ['a letter of another alphabet', GOOD_SECRET.replace('e', '\u0435')],
]
