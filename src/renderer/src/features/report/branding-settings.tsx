import { useEffect } from 'react'
import type { BrandingView } from '../../../../shared/ipc/reports'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { ErrorNotice, Notice } from '../../ui/notice'
import { useBranding } from './branding-store'
import styles from './report.module.css'

/** Where a colour begins that was not chosen yet: Crossview's own. */
const FIRST_COLOUR = '#3f46b8'

/** The section of the settings about how PDF and HTML reports look. */
export const BrandingSettings = () => {
  const branding = useBranding((state) => state.branding)
  const error = useBranding((state) => state.error)
  const { load } = useBranding.getState()
  useEffect(() => {
    void load()
  }, [load])
  return (
    <>
      <p>
        Put your name, logo and colour on PDF and HTML reports. They are kept on this computer and sent to
        nobody.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {branding !== null && <Fields branding={branding} />}
    </>
  )
}

const Fields = ({ branding: { name, colour, colourText, logo, notice } }: { branding: BrandingView }) => {
  const { change, chooseLogo, removeLogo } = useBranding.getState()
  return (
    <div className={styles.form}>
      {notice !== null && <Notice tone="warning">{notice}</Notice>}
      <Field label="Name on reports" optional>
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            maxLength={200}
            defaultValue={name}
            onBlur={({ target }) => {
              if (target.value.trim() !== name) void change({ name: target.value })
            }}
          />
        )}
      </Field>
      <div className={styles.preview}>
        {logo !== null && (
          <img
            src={`data:${logo.type};base64,${logo.base64}`}
            alt="The logo of reports"
            width={logo.width}
            height={logo.height}
          />
        )}
        <Button onClick={() => void chooseLogo()}>
          {logo === null ? 'Choose a logo…' : 'Another logo…'}
        </Button>
        {logo !== null && (
          <Button kind="quiet" onClick={() => void removeLogo()}>
            Remove the logo
          </Button>
        )}
      </div>
      <p className={styles.hint}>A PNG or JPEG picture of at most 300 kB.</p>
      <div className={styles.preview}>
        <label>
          Colour{' '}
          <input
            type="color"
            value={colour ?? FIRST_COLOUR}
            aria-describedby="branding-colour"
            onChange={({ target }) => void change({ colour: target.value })}
          />
        </label>
        {colour !== null && (
          <Button kind="quiet" onClick={() => void change({ colour: null })}>
            Remove the colour
          </Button>
        )}
      </div>
      <p id="branding-colour" className={styles.hint} role="status">
        {colourText ?? 'Without one reports have Crossview’s own colour.'}
      </p>
    </div>
  )
}
