import { beforeEach, describe, expect, it } from 'vitest'
import { dayText, durationText, momentText, oneIn, oneInText, rangeText, seconds, timeText } from '../src/format'
import { setLanguage } from '../src/text'

const SHANGHAI = 'Asia/Shanghai'

beforeEach(() => setLanguage('en'))

describe('seconds', () => {
  it('readsProtobufDurations', () => {
    expect(seconds('12.5s')).toBe(12.5)
    expect(seconds('0s')).toBe(0)
    expect(seconds('-3s')).toBe(-3)
  })

  it('isUndefinedForWhatIsNoDuration', () => {
    expect(seconds(undefined)).toBeUndefined()
    expect(seconds('12')).toBeUndefined()
    expect(seconds('PT12S')).toBeUndefined()
  })
})

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [35.4, '35 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [12 * 60, '12 min'],
    [3599, '1 h'],
    [3900, '1 h 05 min'],
  ])('saysSecondsOf %d as %s', (length, text) => {
    expect(durationText(length)).toBe(text)
  })

  it('speaksChinese', () => {
    setLanguage('zh')

    expect(durationText(3900)).toBe('1 小时 05 分')
    expect(durationText(600)).toBe('10 分钟')
  })

  it('saysNothingOfAnUnknownLength', () => {
    expect(durationText(undefined)).toBe('—')
  })
})

describe('oneIn', () => {
  it.each([
    [0.5, 2],
    [0.1, 10],
    [0.01, 100],
    [0.00021, 4700],
    [1 / 12_345, 12_000],
    [1e-6, 1_000_000],
    [1, 1],
    [7, 1],
  ])('roundsTheOddsOf %d down to two digits', (probability, n) => {
    expect(oneIn(probability)).toBe(n)
  })

  it('neverClaimsMoreCertaintyThanStated', () => {
    for (let probability = 1e-6; probability < 1; probability *= 1.37) {
      expect(oneIn(probability)! - 1e-6).toBeLessThanOrEqual(1 / probability)
    }
  })

  it('isUndefinedWhereNothingIsStated', () => {
    expect(oneIn(0)).toBeUndefined()
    expect(oneIn(undefined)).toBeUndefined()
    expect(oneIn(NaN)).toBeUndefined()
    expect(oneInText(0)).toBe('—')
    expect(oneInText(1)).toBe('—')
  })

  it('isWrittenInBothLanguages', () => {
    expect(oneInText(1 / 12_345)).toBe('1 in 12,000')
    expect(oneInText(1e-9)).toBe('below 1 in 1,000,000')

    setLanguage('zh')

    expect(oneInText(1 / 12_345)).toBe('1/12,000')
  })
})

describe('times', () => {
  it('areInTheGivenZone', () => {
    expect(timeText('2026-11-24T01:05:09Z', false, SHANGHAI)).toBe('09:05')
    expect(timeText('2026-11-24T16:05:09.5Z', true, SHANGHAI)).toBe('00:05:09')
    expect(dayText('2026-11-24T16:30:00Z', SHANGHAI)).toContain('25')
  })

  it('nameTheSecondDayOfARange', () => {
    expect(rangeText('2026-11-24T01:00:00Z', '2026-11-24T03:30:00Z', SHANGHAI)).toBe('09:00 – 11:30')
    expect(rangeText('2026-11-24T15:00:00Z', '2026-11-24T17:30:00Z', SHANGHAI)).toMatch(/^23:00 – .*25.* 01:30$/)
  })

  it('areADashWhenAbsentOrMalformed', () => {
    expect(timeText(undefined)).toBe('—')
    expect(timeText('yesterday')).toBe('—')
  })
})

describe('momentText', () => {
  it('namesTheYearWhereItIsAnother', () => {
    setLanguage('en')
    const now = Date.parse('2026-03-02T12:00:00Z')

    expect(momentText('2026-03-01T12:00:00Z', false, now)).not.toContain('2026')
    expect(momentText('2000-06-01T12:00:00Z', false, now)).toContain('2000')
    expect(momentText(undefined, false, now)).toBe('—')
  })
})
