import { HistorySettings } from '../features/history/history-settings'
import { ENTERED_LOST, NetworkSettings } from '../features/network/network-settings'
import { useNetwork } from '../features/network/network-store'
import { useProfiles } from '../features/profiles/profiles-store'
import { BrandingSettings } from '../features/report/branding-settings'
import { AppearanceSettings } from '../features/settings/appearance-settings'
import { NotificationSettings } from '../features/settings/notification-settings'
import { RequestSettings } from '../features/settings/request-settings'
import type { SettingsSection } from '../features/settings/sections'
import { SettingsDialog } from '../features/settings/settings-dialog'
import { UpdateSettings } from '../features/updates/update-settings'
import { useLeaving } from '../ui/leaving'
import { useApp } from './app-store'

/** The settings, each section from the feature that it is about. */
export const Settings = ({ section }: { section: SettingsSection }) => {
  const host = useApp(({ info }) => info?.host ?? 'electron')
  const isEntered = useNetwork((state) => state.isEntered)
  const { leave, question } = useLeaving({
    title: 'Close without keeping?',
    lost: isEntered ? ENTERED_LOST : null,
    discard: 'Discard it',
    onLeave: () => {
      useApp.getState().open(null)
    },
  })
  return (
    <>
      <SettingsDialog
        section={section}
        onClose={leave}
        contents={{
          appearance: <AppearanceSettings host={host} />,
          requests: <RequestSettings />,
          proxies: <NetworkSettings />,
          notifications: <NotificationSettings host={host} />,
          history: <KeptSettings />,
          reports: <BrandingSettings />,
          updates: <UpdateSettings onLater={leave} />,
        }}
      />
      {question}
    </>
  )
}

/** What is kept of which tenant. */
const KeptSettings = () => {
  const list = useProfiles((state) => state.list)
  const tenants = (list?.profiles ?? []).map(({ profile: { id, name } }) => ({ id, name }))
  return <HistorySettings tenants={tenants} />
}
