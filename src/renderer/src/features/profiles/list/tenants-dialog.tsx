import { assertNever } from '../../../../../core/assert-never'
import type { ImportPreview, ProfileView } from '../../../../../shared/ipc/api'
import { CheckDialog } from '../check/check-dialog'
import { CheckManyDialog } from '../check/check-many-dialog'
import { CompareManyDialog } from './compare-many-dialog'
import { DeleteAllDialog } from './delete-all-dialog'
import { DeleteDialog } from './delete-dialog'
import { ImportDialog } from '../import/import-dialog'
import { ImportGuide } from '../import/import-guide'
import type { AppChoice } from '../profile-text'
import { useProfiles } from '../profiles-store'
import { TagsDialog } from './tags-dialog'
import type { FleetChoice } from './fleet-choice'
import { LastRunDialog } from './last-run-dialog'
import { LostComputerDialog } from './lost-computer-dialog'
import type { ProfileActions } from './profile-row'
import { SecretsDialog } from '../secrets/secrets-dialog'

/** The dialog that is open over the list of tenants. */
export type OpenDialog =
  | {
      readonly kind: 'delete' | 'tags' | 'check-many' | 'compare-many'
      readonly views: readonly ProfileView[]
    }
  | { readonly kind: 'import-guide' }
  | { readonly kind: 'check'; readonly view: ProfileView }
  | { readonly kind: 'last-run'; readonly view: ProfileView }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'lost-computer' }
  | { readonly kind: 'delete-all' }
  | { readonly kind: 'secrets'; readonly ids: readonly string[] }

interface TenantsDialogProps {
  readonly dialog: OpenDialog
  readonly onChange: (dialog: OpenDialog | null) => void
  readonly onCompare: ProfileActions['compare']
  readonly onCompareEach: CompareEach
  readonly onFleet: (choice: FleetChoice) => void
}

/** Compares several tenants, each through one of its app connections. */
export type CompareEach = (chosen: readonly (readonly [ProfileView, AppChoice])[]) => void

/** Shows it; an import is followed by the question for the secrets. */
export const TenantsDialog = ({
  dialog,
  onChange,
  onCompare,
  onCompareEach,
  onFleet,
}: TenantsDialogProps) => {
  const all = useProfiles((state) => state.list)?.profiles ?? []
  const close = () => {
    onChange(null)
  }
  switch (dialog.kind) {
    case 'delete':
      return <DeleteDialog views={dialog.views} onClose={close} />
    case 'tags':
      return <TagsDialog views={dialog.views} all={all} onClose={close} />
    case 'check-many':
      return <CheckManyDialog views={dialog.views} onClose={close} />
    case 'compare-many':
      return (
        <CompareManyDialog
          views={dialog.views}
          onCompareEach={onCompareEach}
          onFleet={() => {
            onFleet({ which: 'chosen', chosen: dialog.views.map(({ profile }) => profile.id) })
          }}
          onClose={close}
        />
      )
    case 'import-guide':
      return (
        <ImportGuide
          onClose={close}
          onChosen={(preview) => {
            onChange({ kind: 'import', preview })
          }}
        />
      )
    case 'check':
      return <CheckDialog profile={dialog.view.profile} onClose={close} />
    case 'last-run':
      return <LastRunDialog view={dialog.view} onClose={close} onCompare={onCompare} />
    case 'lost-computer':
      return <LostComputerDialog onClose={close} />
    case 'delete-all':
      return <DeleteAllDialog onClose={close} />
    case 'secrets':
      return <SecretsDialog ids={dialog.ids} onClose={close} />
    case 'import':
      return (
        <ImportDialog
          preview={dialog.preview}
          onClose={close}
          onImported={(ids) => {
            onChange(ids.length === 0 ? null : { kind: 'secrets', ids })
          }}
        />
      )
    default:
      return assertNever(dialog)
  }
}
