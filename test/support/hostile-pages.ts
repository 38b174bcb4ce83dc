/** Pages of a list that mean harm, each for what it would cost to take them as they come. */
export interface HostileList {
  readonly name: string
  /** The body of a page, from 1. */
  readonly page: (pageNo: number) => string
  /** Why no verdict is drawn from it. */
  readonly told: RegExp
}

const rows = (count: number, pageNo: number, fields: (index: number) => string): string =>
  `{"record_count":9999999,"tickets":[${Array.from({ length: count }, (_, index) => `{"id":${String(pageNo * count + index)}${fields(index)}}`).join(',')}]}`

const BIG = 'x'.repeat(240_000)
const WIDE = '\u4e00'.repeat(280)

export const HOSTILE_LISTS: readonly HostileList[] = [
  {
    name: '24 MB of empty objects',
    page: () => `{"tickets":[${'{},'.repeat(8e6)}{}]}`,
    told: /more than 500,000 values/,
  },
  {
    name: '24 MB of empty lists',
    page: () => `{"tickets":[${'[],'.repeat(8e6)}[]]}`,
    told: /more than 500,000 values/,
  },
  {
    name: '24 MB of one key over and over',
    page: () => `{"tickets":[{${'"a":1,'.repeat(4e6)}"id":1}]}`,
    told: /more than 2,000 fields in one object/,
  },
  {
    name: '12,000,000 levels',
    page: () => `{"tickets":${'['.repeat(12e6)}${']'.repeat(12e6)}}`,
    told: /nested too deeply/,
  },
  {
    name: '12,000,000 levels of which none ends',
    page: () => `{"tickets":${'['.repeat(24e6)}`,
    told: /nested too deeply/,
  },
  {
    name: '990,000 different keys',
    page: () =>
      `{"tickets":[{${Array.from({ length: 990_000 }, (_, index) => `"k${String(index)}":1`).join(',')}}]}`,
    told: /more than 2,000 fields in one object/,
  },
  {
    name: 'as many keys as are taken, in rows of their own',
    page: () =>
      `{"tickets":[${Array.from({ length: 99_000 }, (_, index) => `{"k${String(index)}":1,"l${String(index)}":1,"m${String(index)}":1}`).join(',')}]}`,
    told: /without an id/,
  },
  {
    name: 'an id of 24 million digits',
    page: () => `{"tickets":[{"id":${'9'.repeat(24e6)}}]}`,
    told: /without an id/,
  },
  {
    name: 'an id of 24 MB',
    page: () => `{"tickets":[{"id":"${'9'.repeat(12e6)}.${'0'.repeat(11e6)}x"}]}`,
    told: /without an id/,
  },
  {
    name: '200,000 rows at once',
    page: (pageNo) => rows(200_000, pageNo, () => ''),
    told: /200,000 rows at once/,
  },
  {
    name: 'pages of 24 MB, row by row',
    page: (pageNo) => rows(100, pageNo, () => `,"details":"${BIG}"`),
    told: /MB came in 3 pages/,
  },
  {
    name: 'more records than are kept',
    page: (pageNo) => rows(99_000, pageNo, (index) => `,"summary":"${String(index)}"`),
    told: /500,000 records/,
  },
  {
    name: 'texts that fill the memory',
    page: (pageNo) =>
      rows(
        8_000,
        pageNo,
        (index) => `,"summary":"${WIDE}${String(index)}","client_name":"${WIDE}","team":"${WIDE}"`,
      ),
    told: /take more than 100 MB/,
  },
]

/** Bytes that a process takes at most which compares such a tenant and another one at once. */
export const MOST_MEMORY_OF_RUN = 1e9

/**
 * MB. On a busy machine the engine puts off collecting and takes what it is allowed to, whatever is alive: so the
 * process has to do with this much heap, or it ends.
 */
export const HEAP_OF_RUN = '--max-old-space-size=700'

/** Seconds without a turn of the event loop, on a busy machine. */
export const LONGEST_TURN = 2.5
