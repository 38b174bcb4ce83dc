import { z } from 'zod'
import { exactly } from '../exact-schema'

/**
 * How a person set the app up: how it looks, where its window stands, what was opened last. Holds nothing of a tenant but the
 * names of files, and no secret.
 */
export interface Preferences {
  readonly schema: 'crossview.preferences/1'
  readonly theme: ThemeChoice
  /** Of the page, 1 is its usual size. In Electron only: a browser has its own. */
  readonly zoom: number
  /** Whether the end of a long run is told by the system while the window is in the background. */
  readonly notify: boolean
  /** The part of a tenant's allowance that the window uses, from 0 to 1; null: as Crossview proposes. */
  readonly share: number | null
  /** null: as at a first start. */
  readonly window: WindowBounds | null
  /** Sizes of panels that a person set, in CSS pixels, by the panel's name. */
  readonly panels: Readonly<Record<string, number>>
  /** How a person set up a grid, by the grid's name. */
  readonly grids: Readonly<Record<string, GridLook>>
  /** Files that were opened, newest first. */
  readonly recent: readonly RecentFile[]
}

export type ThemeChoice = 'system' | 'light' | 'dark'

/** In the screen's own pixels, independent of its scale. */
export interface WindowBounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export interface GridLook {
  /** In their order. */
  readonly columns: readonly {
    readonly id: string
    readonly shown: boolean
    /** CSS pixels; null: as wide as there is room. */
    readonly width: number | null
  }[]
  readonly sort: { readonly column: string; readonly descending: boolean } | null
}

export interface RecentFile {
  readonly path: string
  /** What its tenant is called. */
  readonly name: string
  readonly kind: 'comparison' | 'applications'
  /** ISO moment, UTC. */
  readonly openedAt: string
}

/** How many files are remembered. */
export const MOST_RECENT = 10

const key = z.string().min(1).max(60)
const coordinate = z.number().int().min(-100_000).max(100_000)
const size = z.number().int().min(1).max(100_000)

export const gridLookSchema = exactly<GridLook>()(
  z.strictObject({
    columns: z
      .array(z.strictObject({ id: key, shown: z.boolean(), width: z.number().min(20).max(5_000).nullable() }))
      .max(50),
    sort: z.strictObject({ column: key, descending: z.boolean() }).nullable(),
  }),
)

export const themeSchema = z.enum(['system', 'light', 'dark'])
export const zoomSchema = z.number().min(0.25).max(5)
export const shareSchema = z.number().min(0.01).max(1)
export const panelSizeSchema = z.number().min(20).max(10_000)

export const preferencesSchema = exactly<Preferences>()(
  z.strictObject({
    schema: z.literal('crossview.preferences/1'),
    theme: themeSchema,
    zoom: zoomSchema,
    notify: z.boolean(),
    share: shareSchema.nullable(),
    window: z
      .strictObject({ x: coordinate, y: coordinate, width: size, height: size, maximized: z.boolean() })
      .nullable(),
    panels: z.record(key, panelSizeSchema),
    grids: z.record(key, gridLookSchema),
    recent: z
      .array(
        z.strictObject({
          path: z.string().min(1).max(4_096),
          name: z.string().max(300),
          kind: z.enum(['comparison', 'applications']),
          openedAt: z.iso.datetime(),
        }),
      )
      .max(MOST_RECENT),
  }),
)

/** A first start. */
export const FIRST_PREFERENCES: Preferences = {
  schema: 'crossview.preferences/1',
  theme: 'system',
  zoom: 1,
  notify: true,
  share: null,
  window: null,
  panels: {},
  grids: {},
  recent: [],
}
