import { useEffect, useMemo } from 'react'
import { CheckDialog } from '../features/profiles/check/check-dialog'
import { useProfiles } from '../features/profiles/profiles-store'
import { Palette } from '../features/palette/palette'
import { useApp } from './app-store'
import { paletteEntries } from './palette-entries'
import { useRecent } from './recent-store'

const close = (): void => {
  useApp.getState().open(null)
}

/** The command palette, of what is there when it is opened. */
export const AppPalette = ({ of }: { of: 'everything' | 'tenants' }) => {
  const files = useRecent((state) => state.files)
  useEffect(() => {
    void useRecent.getState().load()
  }, [])
  const entries = useMemo(() => paletteEntries(of, files ?? []), [of, files])
  return of === 'tenants' ? (
    <Palette title="Compare a tenant" label="Search tenants" entries={entries} onClose={close} />
  ) : (
    <Palette title="Go to …" label="Search tenants, views and commands" entries={entries} onClose={close} />
  )
}

/** *Test connection* of a tenant, from wherever it was asked for. */
export const CheckTenant = ({ profileId }: { profileId: string }) => {
  const view = useProfiles(({ list }) => list?.profiles.find(({ profile }) => profile.id === profileId))
  return view === undefined ? null : <CheckDialog profile={view.profile} onClose={close} />
}
