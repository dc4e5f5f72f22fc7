import type { Watch } from '../api/types'

/** The times between which a day lies that was chosen as "2026-03-02", where the browser is; none when it is no day. */
export function dayBounds(day: string): { from?: string; until?: string } {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) {
    return {}
  }
  const [year, month, date] = [Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])]
  return { from: new Date(year, month, date).toISOString(), until: new Date(year, month, date + 1).toISOString() }
}

/** Seconds that somebody watched; undefined while they still do. */
export function watchedSeconds(watch: Watch): number | undefined {
  const length = Date.parse(watch.endedAt ?? '') - Date.parse(watch.startedAt)
  return Number.isNaN(length) ? undefined : Math.max(0, length / 1000)
}
