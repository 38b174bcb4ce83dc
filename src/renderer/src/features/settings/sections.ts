/** The sections of the settings, in their order. Other screens lead to one by its name. */
export const SETTINGS_SECTIONS = [
  { id: 'appearance', label: 'Appearance' },
  { id: 'requests', label: 'Requests' },
  { id: 'proxies', label: 'Proxies' },
  { id: 'notifications', label: 'Notifications' },
  { id: 'history', label: 'History' },
  { id: 'reports', label: 'Reports' },
  { id: 'updates', label: 'Updates' },
] as const

export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]['id']
