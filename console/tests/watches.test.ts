import { describe, expect, it } from 'vitest'
import type { Watch } from '../src/api/types'
import { dayBounds, watchedSeconds } from '../src/live/watches'

describe('dayBounds', () => {
  it('isTheWholeDayWhereTheBrowserIs', () => {
    const { from, until } = dayBounds('2026-03-31')

    expect(from).toBe(new Date(2026, 2, 31).toISOString())
    expect(until).toBe(new Date(2026, 3, 1).toISOString())
  })

  it('isNothingWithoutADay', () => {
    expect(dayBounds('')).toEqual({})
    expect(dayBounds('today')).toEqual({})
  })
})

describe('watchedSeconds', () => {
  const watch: Watch = { watchId: 'w', sessionId: 's', startedAt: '2026-03-02T08:00:00Z' }

  it('isKnownWhenTheWatchHasEnded', () => {
    expect(watchedSeconds({ ...watch, endedAt: '2026-03-02T08:01:30Z' })).toBe(90)
    expect(watchedSeconds(watch)).toBeUndefined()
  })
})
