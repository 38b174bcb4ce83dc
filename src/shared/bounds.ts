/**
 * How much of what others wrote is read: Halo's answers, files that people hand around. Each is
 * checked before the step that it makes costly: the length of a text before a regular expression
 * sees it, size, depth and number of values before `JSON.parse`. What is over a bound is refused
 * with a reason, never read in part as if it were whole.
 */

/** Bounds of one JSON text. */
export interface JsonBounds {
  /** UTF-16 units of the whole text. */
  readonly characters: number
  /** Lists and objects inside one another. */
  readonly depth: number
  /** Opening brackets and commas outside of texts: at least half as many as there are values. */
  readonly values: number
  /** Fields of one object: thousands of names that come once each are what takes a parser longest. */
  readonly fields: number
}

/** Bytes of one HTTP body after unpacking. `Agent/me` was seen with 2 MB; a list of 36 MB is refused on purpose. */
export const LARGEST_ANSWER = 25e6

/** So many values take 0.3 s to parse at worst, during which nothing else runs; Halo sends some 20,000 a page. */
export const ANSWER: JsonBounds = { characters: LARGEST_ANSWER, depth: 64, values: 500_000, fields: 2_000 }

/** Answers of a few fields, asked before anybody is known to be Halo: discovery and the token. */
export const SMALL_ANSWER: JsonBounds = {
  characters: LARGEST_ANSWER,
  depth: 16,
  values: 10_000,
  fields: 2_000,
}

/** One list of a tenant. */
export const LIST = {
  /** Beyond this a list is called endless. */
  pages: 5_000,
  /** A page has 100 where Halo pages, and the whole list where it does not. */
  rowsOfPage: 100_000,
  /** Characters of all its pages: so many at first, and so many more a page. Halo's rows have some 4,000. */
  received: { first: 50e6, perPage: 5e6 },
} as const

/** Everything that one connection reads in a run. 500,000 records of 200 Latin characters take some 400 MB. */
export const CONNECTION = {
  pages: 20_000,
  records: 500_000,
  /** Bytes in memory of the texts of the records that are kept: one a character, two beyond Latin-1. */
  text: 100e6,
  /** Characters of all answers. */
  received: 4e9,
} as const

/** UTF-16 units of texts in answers. A longer id is none; a longer label is cut and marked as cut. */
export const TEXT = {
  id: 100,
  label: 300,
  /** Addresses, versions and the like; longer ones are taken for none. */
  property: 2_000,
} as const

/** Teams, clients, types, roles or claims of an agent; applications in their list. Halo’s largest tenants have some thousands. */
export const MOST_ENTRIES = 10_000

/** Halo knows some 60 scopes. */
export const SCOPES = { most: 500, characters: 200 } as const

/**
 * What is written down about a tenant's applications, and its further app connections. So many applications
 * that the entries fit into one object of the store's file (`FILES.profiles`).
 */
export const TENANT_INVENTORY = { applications: 1_500, text: 2_000, risks: 50 } as const
export const FURTHER_APPS = { most: 60 } as const

/** Bytes of any file that is opened. A comparison of 100,000 records on both sides takes some 80 MB. */
export const LARGEST_FILE = 200e6

/**
 * A file that is dropped onto the window, which the page reads and hands to main in one message: characters of its text, and of
 * its name. Larger ones are opened by main itself.
 */
export const DROPPED = { characters: 50e6, name: 1_000 } as const

/** Files that one start may bring, or one message of the system; characters of the path of each. */
export const GIVEN_FILES = { most: 10, path: 4_096 } as const

/** Ids of one list of a drift that the window gets, and drifts that main remembers: each is some megabytes at most. */
export const DRIFT = { shownIds: 500, remembered: 8 } as const

/** Characters of a key that stand-ins are made under: a shorter one is soon guessed. */
export const REDACTION_KEY = { least: 12, most: 1_000 } as const

/** Files by what they are. */
export const FILES = {
  snapshot: { characters: LARGEST_FILE, depth: 12, values: 20e6, fields: 100_000 },
  recording: { characters: LARGEST_FILE, depth: 8, values: 2e6, fields: 2_000 },
  config: { characters: 1e6, depth: 40, values: 10_000, fields: 2_000 },
  import: { characters: 20e6, depth: 40, values: 1e6, fields: 20_000 },
  recipe: { characters: 1e6, depth: 40, values: 10_000, fields: 2_000 },
  scopeProbe: { characters: 5e6, depth: 8, values: 100_000, fields: 2_000 },
  /** 5,000 tenants with a certificate of 200,000 characters each do not fit; nobody has them. */
  profiles: { characters: 500e6, depth: 40, values: 5e6, fields: 2_000 },
  /** What is written down of one tenant of a fleet: 1,500 applications of a tenant have some 30,000 settings. */
  fleetTenant: { characters: 60e6, depth: 8, values: 2e6, fields: 2_000 },
  /** The result of a fleet, without the settings. */
  fleet: { characters: 200e6, depth: 8, values: 5e6, fields: 2_000 },
  /** A decision about each of the applications that are taken of a tenant, with its reason. */
  review: { characters: 40e6, depth: 8, values: 200_000, fields: MOST_ENTRIES },
  /** A hundred panels and grids with their columns. */
  preferences: { characters: 2e6, depth: 8, values: 50_000, fields: 2_000 },
  updates: { characters: 10_000, depth: 4, values: 100, fields: 100 },
  policy: { characters: 10_000, depth: 4, values: 100, fields: 100 },
  history: { characters: 500_000, depth: 4, values: 10_000, fields: 100 },
  /** Beside the sealed snapshots of a tenant: some 600 characters and 25 values each. */
  historyIndex: { characters: 20e6, depth: 6, values: 500_000, fields: 100 },
  branding: { characters: 600_000, depth: 4, values: 100, fields: 100 },
} as const satisfies Readonly<Record<string, JsonBounds>>

/**
 * The list of published versions. GitHub sends 30 of them, each with a long text and some twenty files of
 * 2,000 characters; what is shown of a text is cut, and marked as cut.
 */
export const RELEASES = {
  answer: { characters: 8e6, depth: 16, values: 200_000, fields: 200 } satisfies JsonBounds,
  /** Milliseconds for the whole answer. */
  deadlineMs: 20_000,
  entries: 100,
  tag: 300,
  title: 200,
  notes: 8_000,
  /** UTF-16 units that GitHub itself takes. */
  notesSent: 200_000,
} as const

/** YAML takes some 2 s to parse at worst at this size. */
export const EXPECTATIONS = { characters: 100_000 } as const
/** The same of exceptions, and how much of each is read. */
export const EXCEPTIONS = { characters: 200_000, most: 2_000, name: 200, reason: 2_000 } as const
export const CALLS = {
  characters: 50e6,
  /** UTF-16 units of a line; of one in JSON, those of `entry`. */
  line: 100_000,
  entry: { characters: 1e6, depth: 40, values: 20_000, fields: 2_000 } satisfies JsonBounds,
  /** A recording with its answers, or a collection. */
  whole: { characters: 50e6, depth: 100, values: 5e6, fields: 20_000 } satisfies JsonBounds,
  /** How many of what was not understood are told one by one. */
  examples: 10,
} as const

/** Text pasted from Halo’s page of API details: three lines. */
export const DETAILS = { characters: 20_000 } as const

/**
 * Sealed snapshots. Bytes of a file, packed: of what is packed, no more than of a file that is opened (`LARGEST_FILE`); of
 * what stands in plain at its beginning; snapshots in one index, beyond which they are read one by one.
 */
export const HISTORY = { sealed: LARGEST_FILE + 1e6, header: 4_000, indexed: 20_000 } as const

/** Parts of a recording: characters of all answers together, of any text that is no answer; requests. */
export const RECORDING = {
  answers: 150e6,
  text: 20_000,
  header: 100,
  /** Names of headers of one answer. */
  traces: 20,
  exchanges: 3 * CONNECTION.pages,
} as const

/** Parts of a snapshot: records of a list, characters of a text, entries of any other list. */
export const SNAPSHOT = { records: 500_000, text: 10_000, entries: 100_000 } as const

/** Of what the window asks about a tenant's applications: applications of one blast radius, characters of a note. */
export const INVENTORY = { picked: 5_000, noteText: 200 } as const

/**
 * Of what is written down of one tenant of a fleet: checks, settings, files; characters of a text, of a name. Of a fleet: tenants;
 * what stands in one folder of those that are merged, and how deep parts are looked for in it.
 */
export const FLEET = {
  checks: 5_000,
  settings: 100_000,
  files: 50,
  text: 10_000,
  name: 300,
  parts: 20_000,
  entries: 20_000,
  depth: 2,
} as const

/** What somebody adds to reports: characters of a typed name; bytes and pixels of a logo, a side of it. */
export const REPORT = { text: 200, logoBytes: 300_000, logoSide: 4_000 } as const

/**
 * What the window has open at once. Beyond it the oldest result that is not on screen is closed, and said to be:
 * finished ones, and records of all of them together (each side's are counted). 1,000,000 records take some 800 MB,
 * so five comparisons of 100,000 records on both sides. Predicted views share the records of their inventory; one
 * that is dropped is worked out again.
 */
export const OPEN = { results: 30, records: 1_000_000, views: 12 } as const

/**
 * Many tenants in one run of the window: how many, and at once; bytes of their results, packed, that are held to be
 * opened. Beyond it the oldest goes, and is said to have gone. A comparison of 10,000 records takes some 500 kB packed.
 */
export const WINDOW_FLEET = { tenants: 5_000, atOnce: 50, held: 200e6 } as const
