import { counted } from '../../../../core/comparison/count-text'
import { Button } from '../../ui/button'
import { formatShortMoment } from '../../ui/format'
import { Name } from '../../ui/name'
import { OpenList, type OpenItem } from '../../ui/open-list'
import { useInventory, type OpenInventory } from './inventory-store'

const itemOf = ({ key, run, summary }: OpenInventory): OpenItem => {
  const name = run.title
  if (run.state === 'running' || run.state === 'cancelling')
    return { key, icon: 'spinner', name, detail: run.state === 'running' ? 'being read' : 'cancelling' }
  if (run.state === 'failed') return { key, icon: 'error', name, detail: 'not read', tone: 'bad' }
  if (summary === null) return { key, icon: 'key', name, detail: 'read before' }
  const { tenant, finishedAt } = summary.facts
  const kind = summary.snapshot === null ? '' : 'snapshot, '
  return {
    key,
    icon: summary.snapshot === null ? 'key' : 'folder',
    name: tenant.name,
    detail: `${kind}${formatShortMoment(finishedAt)}, ${counted(summary.entries.length, 'application')}`,
  }
}

/** The inventories that are open, once there is more than one. */
export const OpenInventories = () => {
  const inventories = useInventory((state) => state.inventories)
  const chosen = useInventory((state) => state.chosen)
  const { choose, close } = useInventory.getState()
  if (inventories.length < 2) return null
  return (
    <OpenList
      label="Open applications"
      items={inventories.map(itemOf)}
      current={chosen}
      onChoose={choose}
      onClose={close}
    />
  )
}

/** The way back from applications that could not be read to what was on screen before. */
export const BackToInventory = () => {
  const inventories = useInventory((state) => state.inventories)
  const chosen = useInventory((state) => state.chosen)
  const { choose } = useInventory.getState()
  const cameFrom = inventories.find(({ key }) => key === chosen)?.cameFrom
  const back = inventories.find(({ key }) => key === cameFrom)
  if (back === undefined) return null
  return (
    <Button
      icon="back"
      onClick={() => {
        choose(back.key)
      }}
    >
      Back to the applications of <Name>{back.summary?.facts.tenant.name ?? back.run.title}</Name>
    </Button>
  )
}
