import { describe, expect, it } from 'vitest'
import { RULES, ruleInput, ruleOfField, ruleText, typedRules, typedWrongly } from '../src/live/policy'
import { qrCode } from '../src/live/qr'
import { setLanguage } from '../src/text'
import { en } from '../src/text/en'

const SHIPPED = {
  presentShare: 0.7,
  bridgedGap: '600s',
  lateAfter: '600s',
  earlyBefore: '600s',
  classHour: '2700s',
  dailyClassHours: 4,
  validFrom: '08:00',
  validTo: '22:00',
  zone: 'Asia/Shanghai',
  leastSession: '1800s',
  mostSession: '2700s',
  snapshotInterval: '900s',
  reverification: '0s',
  consecutiveSnapshots: 2,
  checksPerDay: 0,
  checkAnswerWithin: '60s',
  checksMadeUp: 0,
  checksMadeUpOf: 1,
  checkInPhotos: 0,
  samplingInterval: '10s',
  outsiderAfter: '300s',
  sourceLostAfter: '60s',
}

describe('rules of a policy', () => {
  it('areTheSameAfterTheyWereTyped', () => {
    const typed = Object.fromEntries(RULES.map((rule) => [rule, ruleInput(rule, SHIPPED[rule])]))

    expect(typedWrongly(typed)).toEqual([])
    expect(typedRules(typed)).toEqual(SHIPPED)
  })

  it('areShownAsPeopleReadThem', () => {
    setLanguage('en')

    expect(ruleText('presentShare', 0.7)).toBe('70 %')
    expect(ruleText('lateAfter', '600s')).toBe('10 min')
    expect(ruleText('dailyClassHours', undefined)).toBe('no limit')
    expect(ruleText('checksPerDay', 0)).toBe('none')
    expect(ruleText('validTo', '00:00')).toBe('24:00')
    expect(ruleText('validTo', '22:00')).toBe('22:00')
  })

  it('areNamedWhenTypedWrongly', () => {
    const typed = Object.fromEntries(RULES.map((rule) => [rule, ruleInput(rule, SHIPPED[rule])]))

    expect(typedWrongly({ ...typed, lateAfter: 'ten', zone: ' ' })).toEqual(['lateAfter', 'zone'])
  })

  it('haveTextsForEveryFieldOfTheApi', () => {
    expect(ruleOfField('check_answer_within')).toBe('checkAnswerWithin')
    expect(RULES.filter((rule) => !(`rule.${rule}` in en))).toEqual([])
  })
})

describe('qrCode', () => {
  const row = (code: boolean[][], y: number) => code[y]!.map((dark) => (dark ? '#' : '.')).join('')

  it('takesTheSmallestVersionThatHolds', () => {
    expect(qrCode('a'.repeat(14))).toHaveLength(21)
    expect(qrCode('a'.repeat(15))).toHaveLength(25)
    expect(qrCode('a'.repeat(213))).toHaveLength(57)
    expect(() => qrCode('a'.repeat(214))).toThrow('expected: at most 213')
  })

  it('hasItsThreeFindersAndTheTimingBetweenThem', () => {
    const code = qrCode('https://example.org/check-in?s=0&c=ABCDE12345')
    const size = code.length

    for (const y of [0, size - 7]) {
      expect(row(code, y).slice(0, 8)).toBe('#######.')
      expect(row(code, y + 3).slice(0, 8)).toBe('#.###.#.')
    }
    expect(row(code, 0).slice(-8)).toBe('.#######')
    expect(row(code, 6).slice(8, size - 8)).toMatch(/^(#\.)+#$/)
  })
})
