import type { Finding } from '../../../core/comparison/finding'
import { driftResult } from '../../../core/drift/accepted-drift'
import { driftHeadline, driftVerdict } from '../../../core/drift/drift-words'
import type { Drift, Move, ResourceDrift } from '../../../core/drift/drift'
import { DRIFT } from '../../../shared/bounds'
import type { DriftAnswer, DriftEnds, DriftSizes } from '../../../shared/ipc/history'

/** A drift as the window gets it: 100,000 records that moved need not all cross the bridge to be counted. */
export const driftAnswer = (drift: Drift, ends: DriftEnds): DriftAnswer => ({
  drift: {
    ...drift,
    resources: drift.resources.map(cut),
    findings: {
      new: drift.findings.new.map(cutFinding),
      fixed: drift.findings.fixed.map(cutFinding),
      still: drift.findings.still.map(cutFinding),
      unknown: drift.findings.unknown.map(cutFinding),
    },
  },
  result: driftResult(drift),
  verdict: driftVerdict(drift),
  headline: driftHeadline(drift),
  sizes: drift.resources.map(sizesOf),
  findingRecords: {
    new: drift.findings.new.map(recordsOf),
    fixed: drift.findings.fixed.map(recordsOf),
    still: drift.findings.still.map(recordsOf),
    unknown: drift.findings.unknown.map(recordsOf),
  },
  ends,
})

const first = (ids: readonly string[]): readonly string[] => ids.slice(0, DRIFT.shownIds)

const cut = (resource: ResourceDrift): ResourceDrift => ({
  ...resource,
  appeared: first(resource.appeared),
  vanished: first(resource.vanished),
  created: first(resource.created),
  deleted: first(resource.deleted),
  undecided: first(resource.undecided),
  moves: resource.moves.map(cutMove),
  perhaps: resource.perhaps.map(cutMove),
})

const cutMove = (move: Move): Move => ({ ...move, ids: first(move.ids) })

const sizesOf = ({
  appeared,
  vanished,
  created,
  deleted,
  undecided,
  moves,
  perhaps,
}: ResourceDrift): DriftSizes => ({
  appeared: appeared.length,
  vanished: vanished.length,
  created: created.length,
  deleted: deleted.length,
  undecided: undecided.length,
  moves: moves.map(({ ids }) => ids.length),
  perhaps: perhaps.map(({ ids }) => ids.length),
})

const cutFinding = (finding: Finding): Finding => ({ ...finding, records: first(finding.records) })
const recordsOf = ({ records }: Finding): number => records.length
