import { useRef, useState } from 'react'
import { formatMoment } from '../../../ui/format'
import { Name } from '../../../ui/name'
import { SearchField } from '../../../ui/search-field'
import { useRoving } from '../../../ui/use-roving'
import { useSearchShortcut } from '../../../ui/use-search-shortcut'
import type { InventoryApi, PickedApplication } from '../../../../../shared/ipc/inventory'
import { applicationName } from '../inventory-text'
import styles from './blast-radius.module.css'

type Answered<T> = T extends (...args: never[]) => Promise<infer R> ? Extract<R, { ok: true }> : never
export type KnownInventory = Answered<InventoryApi['known']>['value'][number]

export interface PickProps {
  readonly picked: readonly PickedApplication[]
  readonly onPick: (picked: readonly PickedApplication[]) => void
}

/** The applications of every inventory that is known, to be picked from: one tab stop, arrows go from one to the next. */
export const Picker = ({ known, picked, onPick }: PickProps & { known: readonly KnownInventory[] }) => {
  const [search, setSearch] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const isPicked = (one: PickedApplication) => picked.some((each) => isSame(each, one))
  const toggle = (one: PickedApplication) => {
    onPick(isPicked(one) ? picked.filter((each) => !isSame(each, one)) : [...picked, one])
  }
  const groups = known.flatMap(({ applications, ...inventory }) => {
    const { inventoryId, tenant } = inventory
    const shown = applications.filter(({ name, id }) => {
      const text = `${name}\n${id}\n${tenant}`.toLowerCase()
      return isPicked({ inventoryId, applicationId: id }) || words.every((word) => text.includes(word))
    })
    return shown.length === 0 ? [] : [{ ...inventory, shown }]
  })
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLDivElement>(countIn(groups))
  return (
    <div id="blast-picker" className={styles.picker}>
      <SearchField ref={input} label="Search all known applications" value={search} onChange={setSearch} />
      <div ref={list} className={styles.pickList} onKeyDown={onKeyDown} onFocus={onFocus}>
        {groups.map(({ inventoryId, tenant, finishedAt, shown }, at) => (
          <fieldset key={inventoryId}>
            <legend>
              <Name>{tenant}</Name> <span className={styles.muted}>read {formatMoment(finishedAt)}</span>
            </legend>
            {shown.map(({ id, name }, index) => (
              <label key={id} className={styles.pick}>
                <input
                  type="checkbox"
                  {...item(countIn(groups.slice(0, at)) + index)}
                  checked={isPicked({ inventoryId, applicationId: id })}
                  onChange={() => {
                    toggle({ inventoryId, applicationId: id })
                  }}
                />
                <Name>{applicationName({ name, id, clientId: null })}</Name>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  )
}

const countIn = (groups: readonly { readonly shown: readonly unknown[] }[]): number =>
  groups.reduce((sum, { shown }) => sum + shown.length, 0)

const isSame = (a: PickedApplication, b: PickedApplication): boolean =>
  a.inventoryId === b.inventoryId && a.applicationId === b.applicationId
