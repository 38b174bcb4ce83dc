import { useState, type ButtonHTMLAttributes, type FocusEvent, type MouseEvent, type Ref } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon'
import { useStop } from './use-row-stops'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: IconName
  readonly ref?: Ref<HTMLButtonElement>
}

/**
 * A button that is switched off while it has the focus keeps it, and says that it is off: the element's own `disabled`
 * would let the focus fall to the body, as when a button is pressed and is busy then.
 */
const useKeptButton = ({
  disabled = false,
  onFocus,
  onBlur,
  onClick,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement>): ButtonHTMLAttributes<HTMLButtonElement> => {
  const [focused, setFocused] = useState(false)
  const isHeld = disabled && focused
  return {
    ...rest,
    disabled: disabled && !focused,
    ...(isHeld && { 'aria-disabled': true }),
    onFocus: (event: FocusEvent<HTMLButtonElement>) => {
      setFocused(true)
      onFocus?.(event)
    },
    onBlur: (event: FocusEvent<HTMLButtonElement>) => {
      setFocused(false)
      onBlur?.(event)
    },
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      if (isHeld) event.preventDefault()
      else onClick?.(event)
    },
  }
}

/** A push button; `quiet` has no border until pointed at. */
export const Button = ({
  kind = 'plain',
  icon,
  type = 'button',
  className,
  children,
  ref,
  ...rest
}: ButtonProps) => (
  <button
    ref={ref}
    type={type}
    tabIndex={useStop()}
    className={[styles.button, styles[kind], className].filter(Boolean).join(' ')}
    {...useKeptButton(rest)}
  >
    {icon !== undefined && <Icon name={icon} />}
    {children}
  </button>
)

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'kind'> {
  readonly icon: IconName
  /** Read to screen readers and shown as tooltip. */
  readonly label: string
}

/** A button that shows an icon only. */
export const IconButton = ({ icon, label, className, ref, ...rest }: IconButtonProps) => (
  <button
    ref={ref}
    type="button"
    tabIndex={useStop()}
    aria-label={label}
    title={label}
    className={[styles.iconButton, className].filter(Boolean).join(' ')}
    {...useKeptButton(rest)}
  >
    <Icon name={icon} />
  </button>
)
