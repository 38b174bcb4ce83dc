import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon'
import { useStop } from './use-row-stops'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: IconName
  readonly ref?: Ref<HTMLButtonElement>
}

/** A push button; `quiet` has no border until pointed at. */
export const Button = ({
  kind = 'plain',
  icon,
  type = 'button',
  className,
  children,
  ...rest
}: ButtonProps) => (
  <button
    type={type}
    tabIndex={useStop()}
    className={[styles.button, styles[kind], className].filter(Boolean).join(' ')}
    {...rest}
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
export const IconButton = ({ icon, label, className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    tabIndex={useStop()}
    aria-label={label}
    title={label}
    className={[styles.iconButton, className].filter(Boolean).join(' ')}
    {...rest}
  >
    <Icon name={icon} />
  </button>
)
