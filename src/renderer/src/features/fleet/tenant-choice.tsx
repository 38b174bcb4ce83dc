import { useState } from 'react'
import { countText, counted } from '../../../../core/comparison/count-text'
import { Name } from '../../ui/name'
import { SearchField } from '../../ui/search-field'
import { useRoving } from '../../ui/use-roving'
import { useFleet, type FleetSetup } from './fleet-store'
import styles from './fleet-setup.module.css'

/** A stored tenant, as far as a run is set up by it. */
export interface FleetTenantChoice {
  readonly profileId: string
  readonly name: string
  readonly tags: readonly string[]
}

const WHICH: readonly { readonly which: FleetSetup['which']; readonly label: string }[] = [
  { which: 'all', label: 'All tenants' },
  { which: 'tag', label: 'Tenants with a tag' },
  { which: 'chosen', label: 'Chosen tenants' },
]

/** All tenants, those with a tag, or some that are ticked. */
export const TenantChoice = ({ tenants }: { tenants: readonly FleetTenantChoice[] }) => {
  const { which, tag } = useFleet((state) => state.setup)
  const { setUp } = useFleet.getState()
  const tags = [...new Set(tenants.flatMap((tenant) => tenant.tags))].sort((a, b) => a.localeCompare(b, 'en'))
  return (
    <fieldset className={styles.group}>
      <legend>Which tenants</legend>
      {WHICH.map(({ which: each, label }) => (
        <div key={each} className={styles.option}>
          <label>
            <input
              type="radio"
              name="fleet-which"
              checked={which === each}
              disabled={each === 'tag' && tags.length === 0}
              onChange={() => {
                setUp({ which: each, ...(each === 'tag' && { tag: tag ?? tags[0] ?? null }) })
              }}
            />
            {label}
            {each === 'all' && <span className={styles.hint}> ({countText(tenants.length)})</span>}
            {each === 'tag' && tags.length === 0 && <span className={styles.hint}> (no tenant has one)</span>}
          </label>
        </div>
      ))}
      {which === 'tag' && (
        <label className={styles.tag}>
          Tag
          <select
            className={styles.select}
            value={tag ?? ''}
            onChange={({ target }) => {
              setUp({ tag: target.value })
            }}
          >
            {tags.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      )}
      {which === 'chosen' && <Ticks tenants={tenants} />}
    </fieldset>
  )
}

const Ticks = ({ tenants }: { tenants: readonly FleetTenantChoice[] }) => {
  const chosen = useFleet((state) => state.setup.chosen)
  const { setUp } = useFleet.getState()
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = tenants.filter(({ name, tags }) => {
    const text = [name, ...tags].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLUListElement>(shown.length)
  return (
    <div className={styles.ticks}>
      <SearchField label="Search tenants" value={search} onChange={setSearch} />
      <ul ref={list} aria-label="Tenants to choose from" onKeyDown={onKeyDown} onFocus={onFocus}>
        {shown.map(({ profileId, name }, index) => (
          <li key={profileId}>
            <label>
              <input
                type="checkbox"
                {...item(index)}
                checked={chosen.has(profileId)}
                onChange={({ target }) => {
                  const next = new Set(chosen)
                  if (target.checked) next.add(profileId)
                  else next.delete(profileId)
                  setUp({ chosen: next })
                }}
              />
              <Name>{name}</Name>
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className={styles.hint}>No tenant matches.</li>}
      </ul>
      <p className={styles.hint}>
        {counted(tenants.filter(({ profileId }) => chosen.has(profileId)).length, 'tenant')} chosen
      </p>
    </div>
  )
}
