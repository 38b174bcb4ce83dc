import { lstat } from 'node:fs/promises'
import path from 'node:path'
import type { Fleet, FleetPart } from '../../../core/fleet/fleet'
import type { FleetLink } from '../../../core/report/fleet-model'
import type { AppError } from '../../../shared/app-error'
import type { Result } from '../../../shared/result'
import { renderFleet } from '../../services/fleet/fleet-report'
import { writeEach } from '../terminal/output'
import type { CommandDeps } from './commands'
import { FLEET_FORMATS, type FleetOutputs } from './fleet-output-options'

/** Where the files of each tenant are, by its name: absolute, by what they are. Only those that are there. */
export type FilePlaces = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * The files of parts that are there: no link, and inside the folder that their part was read from.
 * @param folderOf the folder that a part's files are named from
 */
export const placesOf = async (
  parts: readonly FleetPart[],
  folderOf: (part: FleetPart) => string,
): Promise<FilePlaces> => {
  const places = new Map<string, Readonly<Record<string, string>>>()
  for (const part of parts) {
    const there: Record<string, string> = {}
    for (const [what, name] of Object.entries(part.files)) {
      const file = path.join(folderOf(part), ...name.split('/'))
      if ((await lstat(file).catch(() => null))?.isFile() === true) there[what] = file
    }
    places.set(part.name, there)
  }
  return places
}

/** Writes every output that was asked for, with the tenants' files named from where each output is. */
export const writeFleetOutputs = (
  fleet: Fleet,
  places: FilePlaces,
  outputs: FleetOutputs,
  deps: CommandDeps,
): Promise<Result<null, AppError>> => {
  const { console } = deps
  /** The folder that an output stands in; of standard output the one that the command runs in. */
  const folderOf = (target: string | undefined): string =>
    target === undefined || target === '-' ? console.cwd : path.dirname(path.resolve(console.cwd, target))
  return writeEach(
    FLEET_FORMATS,
    (format) => {
      const from = folderOf(outputs[format])
      return renderFleet(format === 'json' ? seenFromFolder(fleet, places, from) : fleet, format, {
        ...deps,
        signal: new AbortController().signal,
        // What goes to standard output is kept nobody knows where.
        ...(outputs[format] === '-' ? {} : { linksOf: (tenant) => linksFrom(from, places.get(tenant)) }),
      })
    },
    outputs,
    deps,
  )
}

const seenFromFolder = (fleet: Fleet, places: FilePlaces, from: string): Fleet => ({
  ...fleet,
  tenants: fleet.tenants.map((part) => ({
    ...part,
    files: Object.fromEntries(
      Object.entries(places.get(part.name) ?? {}).flatMap(([what, file]) => {
        const way = wayTo(from, file)
        return way === null ? [] : [[what, way.join('/')]]
      }),
    ),
  })),
})

const linksFrom = (from: string, files: Readonly<Record<string, string>> = {}): readonly FleetLink[] =>
  Object.entries(files).flatMap(([what, file]) => {
    const way = wayTo(from, file)
    return way === null ? [] : [{ what, href: way.map(encodeURIComponent).join('/') }]
  })

/** null: there is no way, as from one drive of Windows to another. */
const wayTo = (from: string, file: string): readonly string[] | null => {
  const way = path.relative(from, file)
  return path.isAbsolute(way) ? null : way.split(path.sep)
}
