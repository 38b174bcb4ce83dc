import { useState } from 'react'
import { countText } from '../../../core/comparison/count-text'
import { Field } from './field'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  /** The largest that is taken; the least is 1. */
  readonly most: number
  /** Told when the field is left with another whole number that is right. */
  readonly onChange: (value: number) => void
}

/** A whole number from 1 on. */
export const NumberField = ({ label, value, most, onChange }: NumberFieldProps) => {
  const [error, setError] = useState<string | null>(null)
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          // What was typed and refused stays until it is put right; what main keeps is shown anew.
          key={value}
          type="number"
          inputMode="numeric"
          min={1}
          max={most}
          defaultValue={value}
          onBlur={({ target }) => {
            const typed = Number(target.value)
            const isRight = Number.isInteger(typed) && typed >= 1 && typed <= most
            setError(isRight ? null : `Type a whole number from 1 to ${countText(most)}.`)
            if (isRight && typed !== value) onChange(typed)
          }}
        />
      )}
    </Field>
  )
}
