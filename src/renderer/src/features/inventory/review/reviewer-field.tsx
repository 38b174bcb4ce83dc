import { useState } from 'react'
import { DECISION_TEXT } from '../../../../../core/inventory/review'
import { Field } from '../../../ui/field'
import { useInventory } from '../inventory-store'
import styles from './review-view.module.css'

/** Who reviews; kept when the field is left or Enter is pressed. */
export const ReviewerField = ({ reviewer }: { reviewer: string | null }) => {
  const [text, setText] = useState(reviewer ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const keep = async () => {
    if (text.trim() === (reviewer ?? '')) return
    const refused = await useInventory.getState().setReviewer(text)
    setFault(refused?.message ?? null)
  }
  return (
    <div className={styles.reviewer}>
      <Field label="Reviewer" error={fault}>
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            autoComplete="off"
            maxLength={DECISION_TEXT.name}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
            }}
            onBlur={() => void keep()}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void keep()
            }}
          />
        )}
      </Field>
    </div>
  )
}
