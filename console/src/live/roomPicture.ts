import { isAbort } from '../api/client'
import { ApiProblem } from '../api/problem'
import type { RoomPicture } from '../api/types'

/** How it goes; `over` when asking again is useless. */
export type RoomPictureState = 'waiting' | 'shown' | 'stale' | 'failed' | 'over'

export interface RoomPictureOptions {
  read: (after: string | undefined, signal: AbortSignal) => Promise<RoomPicture | undefined>
  onPicture: (picture: RoomPicture) => void
  onState: (state: RoomPictureState) => void
  /** Milliseconds that only move forward. */
  now?: () => number
}

/** A sample comes every few seconds; until the first picture is there, ask a little oftener. */
const EVERY_MILLIS = 4_000
const FIRST_MILLIS = 1_500
const STALE_MILLIS = 60_000
const LONGEST_PAUSE_MILLIS = 30_000

/** Asks for the newest picture of a room again and again, one question at a time, until closed. */
export class RoomPictureFeed {
  private readonly closing = new AbortController()
  private readonly now: () => number
  private timer: ReturnType<typeof setTimeout> | undefined
  private newest: string | undefined
  private cameAt = 0
  private failures = 0

  constructor(private readonly options: RoomPictureOptions) {
    this.now = options.now ?? (() => performance.now())
    options.onState('waiting')
    void this.ask()
  }

  close(): void {
    clearTimeout(this.timer)
    this.closing.abort()
  }

  private async ask(): Promise<void> {
    let pause: number
    try {
      this.heard(await this.options.read(this.newest, this.closing.signal))
      this.failures = 0
      pause = this.newest === undefined ? FIRST_MILLIS : EVERY_MILLIS
    } catch (cause) {
      if (this.closing.signal.aborted || isAbort(cause)) {
        return
      }
      if (cause instanceof ApiProblem && (cause.status === 404 || cause.code === 'NOT_RUNNING')) {
        this.options.onState('over')
        return
      }
      this.options.onState('failed')
      pause = Math.min(LONGEST_PAUSE_MILLIS, EVERY_MILLIS * 2 ** this.failures++)
    }
    if (!this.closing.signal.aborted) {
      // spread, so that a wall of rooms does not ask all at once
      this.timer = setTimeout(() => void this.ask(), pause * (0.85 + Math.random() * 0.3))
    }
  }

  private heard(picture: RoomPicture | undefined): void {
    if (this.closing.signal.aborted) {
      return
    }
    if (picture) {
      this.newest = picture.capturedAt
      this.cameAt = this.now()
      this.options.onPicture(picture)
      this.options.onState('shown')
    } else if (this.newest === undefined) {
      this.options.onState('waiting')
    } else {
      this.options.onState(this.now() - this.cameAt > STALE_MILLIS ? 'stale' : 'shown')
    }
  }
}

/** Where an arrow key leads in a grid of so many columns; undefined when nowhere. */
export function neighbour(key: string, index: number, columns: number, count: number): number | undefined {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
  const step = steps[key]
  const next = index + (step ?? 0)
  return step === undefined || next < 0 || next >= count ? undefined : next
}
