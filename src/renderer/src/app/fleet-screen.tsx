import { useMemo } from 'react'
import type { WindowWork } from '../../../shared/ipc/fleet'
import { FleetView } from '../features/fleet/fleet-view'
import { notReadable, notReady } from '../features/profiles/profile-text'
import { useProfiles } from '../features/profiles/profiles-store'
import { useApp } from './app-store'
import { openFleetResult } from './go'

const NO_TAGS: readonly string[] = []

/** *Fleet*: the stored tenants together. */
export const FleetScreen = () => {
  const list = useProfiles((state) => state.list)
  const { show } = useApp.getState()
  const known = useMemo(() => {
    const views = new Map(list?.profiles.map((view) => [view.profile.id, view]))
    return {
      tenants:
        list === null
          ? null
          : list.profiles.map(({ profile: { id, name, tags } }) => ({ profileId: id, name, tags })),
      tagsOf: (profileId: string) => views.get(profileId)?.profile.tags ?? NO_TAGS,
      notReady: (profileId: string, work: readonly WindowWork[]): string | null => {
        const view = views.get(profileId)
        if (view === undefined) return null
        // Read with the inventory alone, a tenant needs no app connection.
        return work.some((each) => each !== 'applications') ? notReady(view) : notReadable(view)
      },
    }
  }, [list])
  return (
    <FleetView
      {...known}
      onOpen={openFleetResult}
      onEdit={(id) => {
        show({ screen: 'tenant-form', id })
      }}
      onAddTenant={() => {
        show({ screen: 'tenant-form', id: null })
      }}
    />
  )
}
