import type { SourceTest, SourceTestStep } from '../api/sourceTest'

/** In the order in which a camera is opened. */
export const STEPS: readonly SourceTestStep[] = [
  'SOURCE_TEST_STEP_NAME',
  'SOURCE_TEST_STEP_ADDRESS',
  'SOURCE_TEST_STEP_CONNECTION',
  'SOURCE_TEST_STEP_SIGN_IN',
  'SOURCE_TEST_STEP_DESCRIPTION',
  'SOURCE_TEST_STEP_PLAY',
  'SOURCE_TEST_STEP_KEY_FRAME',
  'SOURCE_TEST_STEP_PICTURE',
]

export type Outcome = 'good' | 'bad' | 'open'

export interface StepShown {
  step: SourceTestStep
  outcome: Outcome
}

/**
 * What became of each step. Only RTSP over TCP tells all of them: one before a step that went well went well too, and one before
 * the step that failed as well.
 */
export function stepsOf(test: SourceTest): StepShown[] {
  const failed = test.failedStep ? STEPS.indexOf(test.failedStep) : -1
  const taken = Math.max(-1, ...(test.steps ?? []).map((one) => (one.step ? STEPS.indexOf(one.step) : -1)))
  const good = failed >= 0 ? failed : taken + 1
  return STEPS.map((step, i) => ({ step, outcome: i === failed ? 'bad' : i < good ? 'good' : 'open' }))
}

/** Keys of the text that says what to do, the most particular first. */
export function adviceKeys(test: SourceTest): string[] {
  const step = (test.failedStep ?? '').replace('SOURCE_TEST_STEP_', '')
  return [`sourceTest.advice.${step}.${test.state}`, `sourceTest.advice.${step}`, `source.advice.${test.state}`]
}
