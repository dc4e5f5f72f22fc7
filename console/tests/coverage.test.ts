import { describe, expect, it } from 'vitest'
import type { Session, SourceCoverage } from '../src/api/types'
import { keysTooSeldom, pieces, spanText } from '../src/live/coverage'
import { en } from '../src/text/en'

const session = { startsAt: '2026-03-02T09:00:00Z', endsAt: '2026-03-02T10:00:00Z' } as Session

describe('pieces', () => {
  it('placesTheSpansOfASourceOnTheSessionsTime', () => {
    const source: SourceCoverage = {
      sourceId: 'camera-1',
      spans: [
        { from: '2026-03-02T09:00:00Z', to: '2026-03-02T09:15:00Z', sight: 'SIGHT_SEEN' },
        { from: '2026-03-02T09:15:00Z', to: '2026-03-02T09:45:00Z', sight: 'SIGHT_COVERED' },
        { from: '2026-03-02T09:45:00Z', to: '2026-03-02T09:45:00Z', sight: 'SIGHT_SEEN' },
      ],
    }

    expect(pieces(session, source).map(({ left, width, seen }) => ({ left, width, seen }))).toEqual([
      { left: 0, width: 0.25, seen: true },
      { left: 0.25, width: 0.5, seen: false },
    ])
  })

  it('isEmptyBeforeAnythingIsKnown', () => {
    expect(pieces(session, { sourceId: 'camera-1' })).toEqual([])
  })
})

describe('spanText', () => {
  it('namesWhatTheSourceDidWhereThatIsWhy', () => {
    const text = spanText({
      from: '2026-03-02T09:00:00Z',
      to: '2026-03-02T09:15:00Z',
      sight: 'SIGHT_NOT_CONNECTED',
      sourceState: 'UNAUTHORISED',
    })

    expect(text).toMatch(/认证被拒|Access refused/)
  })

  it('hasAdviceForEveryStateThatNeedsSomebodyToAct', () => {
    const states = ['DEGRADED', 'FROZEN', 'UNAUTHORISED', 'NOT_FOUND', 'REFUSED', 'TIMED_OUT', 'BAD_STREAM']

    expect(states.filter((state) => !(`source.advice.${state}` in en) || !(`source.${state}` in en))).toEqual([])
  })
})

describe('keysTooSeldom', () => {
  it('comparesKeyFramesWithTheSamplingInterval', () => {
    expect(keysTooSeldom({ keyInterval: '10s', samplingInterval: '5s' })).toBe(true)
    expect(keysTooSeldom({ keyInterval: '2.040s', samplingInterval: '5s' })).toBe(false)
    expect(keysTooSeldom({ samplingInterval: '5s' })).toBe(false)
  })
})
