import { describe, expect, it } from 'vitest'
import type { SourceTest } from '../src/api/sourceTest'
import { STEPS, adviceKeys, stepsOf } from '../src/live/sourceTest'
import { schoolEn } from '../src/text/school.en'
import { en } from '../src/text/en'

const outcomes = (test: SourceTest) => stepsOf(test).map((one) => one.outcome)

describe('stepsOf', () => {
  it('areAllGoodOfACameraThatWorks', () => {
    expect(outcomes({ usable: true, steps: [{ step: 'SOURCE_TEST_STEP_PICTURE' }] })).toEqual(STEPS.map(() => 'good'))
  })

  it('endWithTheOneThatFailed', () => {
    const steps = [{ step: 'SOURCE_TEST_STEP_NAME' as const }, { step: 'SOURCE_TEST_STEP_CONNECTION' as const }]
    expect(outcomes({ failedStep: 'SOURCE_TEST_STEP_SIGN_IN', steps })).toEqual([
      'good', 'good', 'good', 'bad', 'open', 'open', 'open', 'open',
    ])
  })

  it('sayNothingOfACameraThatToldNothing', () => {
    expect(outcomes({})).toEqual(STEPS.map(() => 'open'))
  })
})

describe('adviceKeys', () => {
  const texts: Record<string, string> = { ...en, ...schoolEn }
  const STATES = ['UNAUTHORISED', 'NOT_FOUND', 'REFUSED', 'TIMED_OUT', 'BAD_STREAM', 'FROZEN']

  it('findATextForEveryWayToFail', () => {
    for (const failedStep of STEPS) {
      for (const state of STATES) {
        expect(adviceKeys({ failedStep, state }).some((key) => texts[key]), `${failedStep} ${state}`).toBe(true)
      }
    }
  })

  it('prefersTheMostParticular', () => {
    const [first] = adviceKeys({ failedStep: 'SOURCE_TEST_STEP_CONNECTION', state: 'REFUSED' })
    expect(texts[first!]).toContain('554')
  })
})
