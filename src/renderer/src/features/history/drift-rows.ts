import { SIDE_WORDS } from '../../../../core/words/words'
import type { Move, ResourceDrift } from '../../../../core/drift/drift'
import type { DriftAnswer } from '../../../../shared/ipc/history'
import { resourceDefinition } from '../../../../core/halo/resource'

/** Records of one list of a drift: of a resource, on a side, that became one thing. */
export interface DriftRows {
  readonly key: string
  readonly resource: ResourceDrift
  /** “Tickets, app side”, or of an inventory “Tickets, Reporting sync (predicted)”. */
  readonly of: string
  readonly ids: readonly string[]
  /** How many there are, of which `ids` may be the first. */
  readonly size: number
}

export interface MovedRows extends DriftRows {
  readonly move: Move
}

const nameOf = ({ resource, side, application }: ResourceDrift): string => {
  const label = resourceDefinition(resource).label
  return application === null
    ? `${label}, ${SIDE_WORDS[side].toLowerCase()}`
    : `${label}, ${application.name} (predicted)`
}

/** The moves of a drift that a setting is among the reasons of; null: those that none explains. */
export const movesOf = ({ drift, sizes }: DriftAnswer, setting: number | null): readonly MovedRows[] =>
  drift.resources.flatMap((resource, at) =>
    resource.moves.flatMap((move, index) =>
      (setting === null ? move.because.length === 0 : move.because.includes(setting))
        ? [
            {
              key: `${String(at)}-${String(index)}`,
              resource,
              of: nameOf(resource),
              ids: move.ids,
              size: sizes[at]?.moves[index] ?? move.ids.length,
              move,
            },
          ]
        : [],
    ),
  )

/** The lists of one kind that have something in them. */
export const listsOf = (
  { drift, sizes }: DriftAnswer,
  list: 'created' | 'deleted' | 'undecided',
): readonly DriftRows[] =>
  drift.resources.flatMap((resource, at) => {
    const size = sizes[at]?.[list] ?? 0
    return size === 0 ? [] : [{ key: String(at), resource, of: nameOf(resource), ids: resource[list], size }]
  })
