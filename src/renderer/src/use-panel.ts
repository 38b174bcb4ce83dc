import { useEffect, useState } from 'react'
import { usePreferences } from './preferences-store'

interface PanelBounds {
  /** CSS pixels. */
  readonly usual: number
  readonly least: number
  /** The part of the window's width or height that it may take at most, from 0 to 1. */
  readonly share: number
  readonly along?: 'width' | 'height'
}

interface Panel {
  readonly size: number
  readonly least: number
  readonly most: number
  readonly onSize: (size: number) => void
  readonly onRest: (size: number | null) => void
}

/**
 * How large a panel is, as the person set it and the window has room for: what a splitter needs besides its names.
 * @param name what the preferences call it
 */
export const usePanel = (name: string, { usual, least, share, along = 'width' }: PanelBounds): Panel => {
  const kept = usePreferences(({ preferences }) => preferences.panels[name])
  const { setPanel } = usePreferences.getState()
  const [moving, setMoving] = useState<number | null>(null)
  const [room, setRoom] = useState(() => roomOf(along))
  useEffect(() => {
    const look = () => {
      setRoom(roomOf(along))
    }
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('resize', look)
    }
  }, [along])
  const most = Math.max(least, Math.floor(room * share))
  return {
    size: Math.min(Math.max(moving ?? kept ?? usual, least), most),
    least,
    most,
    onSize: setMoving,
    onRest: (size) => {
      setMoving(null)
      void setPanel(name, size)
    },
  }
}

const roomOf = (along: 'width' | 'height'): number =>
  along === 'width' ? window.innerWidth : window.innerHeight
