import { countText, counted } from '../../../../../core/comparison/count-text'
import { Button } from '../../../ui/button'
import { Menu } from '../../../ui/menu'
import styles from './selection-bar.module.css'

export interface SelectionActions {
  readonly tag: () => void
  readonly check: () => void
  readonly compareEach: () => void
  readonly fleet: () => void
  readonly remove: () => void
}

interface SelectionBarProps {
  readonly selected: number
  /** Of these, how many a search or a tag hides. */
  readonly hidden: number
  readonly readOnly: boolean
  readonly actions: SelectionActions
  readonly onClear: () => void
}

/** What can be done with the tenants that are ticked; says of those that are not on screen that they are meant too. */
export const SelectionBar = ({ selected, hidden, readOnly, actions, onClear }: SelectionBarProps) => (
  <div className={selected === 0 ? undefined : styles.bar} role="group" aria-label="Selected tenants">
    <p className={selected === 0 ? 'visually-hidden' : styles.count} role="status">
      {selected === 0
        ? ''
        : `${countText(selected)} selected${hidden === 0 ? '' : `, ${countText(hidden)} not shown`}`}
    </p>
    {selected > 0 && (
      <>
        <Button icon="add" disabled={readOnly} onClick={actions.tag}>
          Tags…
        </Button>
        <Button icon="plug" onClick={actions.check}>
          {selected === 1 ? 'Test connection' : 'Test connections'}
        </Button>
        <Menu
          label="Compare the selected tenants"
          trigger={(props) => (
            <Button icon="compare" {...props}>
              Compare…
            </Button>
          )}
          items={[
            {
              label: 'Each by itself…',
              hint: 'One comparison for each, to be looked at one by one',
              onSelect: actions.compareEach,
            },
            {
              label: 'Together, as a fleet…',
              hint: 'One run over these, side by side',
              onSelect: actions.fleet,
            },
          ]}
        />
        <Button kind="danger" icon="trash" disabled={readOnly} onClick={actions.remove}>
          Delete {counted(selected, 'tenant')}…
        </Button>
        <Button kind="quiet" icon="close" onClick={onClear}>
          Select none
        </Button>
      </>
    )}
  </div>
)
