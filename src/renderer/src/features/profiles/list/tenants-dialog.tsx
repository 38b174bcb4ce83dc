import { assertNever } from '../../../../../core/assert-never'
import type { ImportPreview, ProfileView } from '../../../../../shared/ipc/api'
import { CheckDialog } from '../check/check-dialog'
import { DeleteAllDialog } from './delete-all-dialog'
import { DeleteDialog } from './delete-dialog'
import { ImportDialog } from '../import/import-dialog'
import { LastRunDialog } from './last-run-dialog'
import { LostComputerDialog } from './lost-computer-dialog'
import type { ProfileActions } from './profile-row'
import { SecretsDialog } from '../secrets/secrets-dialog'

/** The dialog that is open over the list of tenants. */
export type OpenDialog =
  | { readonly kind: 'delete'; readonly view: ProfileView }
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
}

/** Shows it; an import is followed by the question for the secrets. */
export const TenantsDialog = ({ dialog, onChange, onCompare }: TenantsDialogProps) => {
  const close = () => {
    onChange(null)
  }
  switch (dialog.kind) {
    case 'delete':
      return <DeleteDialog view={dialog.view} onClose={close} />
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
