/** What a file is that is no text, by the bytes that it begins with. */

/** What begins with these bytes, as a clause behind the name of the file. */
const BEGINNINGS: readonly (readonly [hex: string, what: string])[] = [
  ['fffe0000', 'is text in UTF-32'],
  ['0000feff', 'is text in UTF-32'],
  ['2b2f76', 'is text in UTF-7'],
  ['1f8b', 'is compressed with gzip'],
  ['504b0304', 'is a ZIP archive, as workbooks of Excel are too'],
  ['504b0506', 'is an empty ZIP archive'],
  ['d0cf11e0a1b11ae1', 'is a document of Office, such as a workbook of an old Excel'],
  ['25504446', 'is a PDF'],
  ['89504e47', 'is a picture (PNG)'],
  ['ffd8ff', 'is a picture (JPEG)'],
  ['474946383', 'is a picture (GIF)'],
  ['425a68', 'is compressed with bzip2'],
  ['fd377a585a00', 'is compressed with xz'],
  ['28b52ffd', 'is compressed with zstd'],
  ['377abcaf271c', 'is a 7-Zip archive'],
  ['7b5c727466', 'is a document in RTF'],
  ['53514c69746520666f726d617420', 'is a database (SQLite)'],
]

/** `is a PDF`; null for what may be text. */
export const otherThanText = (bytes: Uint8Array): string | null => {
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex')
  return (
    BEGINNINGS.find(([beginning]) => hex.startsWith(beginning))?.[1] ??
    (isPlain32(bytes) ? 'is text in UTF-32' : null)
  )
}

/** UTF-32 without a mark: of the Latin alphabet three of four bytes are NUL, in one place of the four or in the other. */
const isPlain32 = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, 400)
  if (start.length < 8 || bytes.length % 4 !== 0) return false
  const nuls = [0, 1, 2, 3].map((place) => start.filter((byte, at) => byte === 0 && at % 4 === place).length)
  const quarter = start.length / 4
  const [first = 0, second = 0, third = 0, fourth = 0] = nuls
  const between = second > quarter * 0.8 && third > quarter * 0.8
  return (
    between &&
    (fourth > quarter * 0.8 ? first < quarter / 10 : first > quarter * 0.8 && fourth < quarter / 10)
  )
}
