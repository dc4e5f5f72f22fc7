import { describe, expect, it } from 'vitest'
import { CaptureClock, pace, parse } from '../src/live/liveStream'

describe('pace', () => {
  it('playsAtNormalSpeedNearTheNewestPicture', () => {
    expect(pace(10, 9.9)).toEqual({ rate: 1 })
  })

  it('hurriesALittleBehind', () => {
    expect(pace(10, 9.5)).toEqual({ rate: 1.1 })
  })

  it('jumpsWhenFarBehindOrBeforeTheFirstPicture', () => {
    expect(pace(10, 0).seekTo).toBeCloseTo(9.9)
    expect(pace(10, 12).seekTo).toBeCloseTo(9.9)
  })
})

describe('CaptureClock', () => {
  it('findsThePictureOfASample', () => {
    const clock = new CaptureClock()
    clock.add(0, '2026-03-02T08:00:00Z')
    clock.add(2_000_000, '2026-03-02T08:00:02.050Z')

    expect(clock.seconds('2026-03-02T08:00:02.050Z')).toBe(2)
    expect(clock.seconds('2026-03-02T08:00:01Z')).toBe(1)
    expect(clock.seconds('2026-03-02T07:59:59Z')).toBeUndefined()
    expect(clock.seconds(undefined)).toBeUndefined()
  })
})

describe('parse', () => {
  it('passesOverWhatIsNoMessage', () => {
    expect(parse('null')).toEqual({})
    expect(parse('{')).toEqual({})
    expect(parse('{"end":{"code":"SESSION_OVER"}}').end?.code).toBe('SESSION_OVER')
  })
})
