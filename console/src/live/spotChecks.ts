import type { SpotCandidate, SpotDraw } from '../api/spotChecks'

/** Planned, and the time of drawing has come. */
export function isDue(draw: SpotDraw, now: number): boolean {
  return draw.state === 'SPOT_DRAW_STATE_PLANNED' && Date.parse(draw.drawAt) <= now
}

/** The chance to be the first that is drawn: its lots among all. */
export function firstChance(lots: number, all: readonly SpotCandidate[]): number {
  const total = all.reduce((sum, one) => sum + one.lots, 0)
  return total === 0 ? 0 : lots / total
}

/** A local time of an input, as the API takes it; undefined when it is none. */
export function instantOf(local: string): string | undefined {
  const time = new Date(local)
  return local === '' || Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

/** For an input of type datetime-local. */
export function localOf(millis: number): string {
  const time = new Date(millis - new Date(millis).getTimezoneOffset() * 60_000)
  return time.toISOString().slice(0, 16)
}
