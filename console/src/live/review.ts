import type { CaseAct, CaseEvent, CaseReason, CaseSummary, ReviewCase } from '../api/review'
import type { AnomalyKind } from '../api/types'
import { durationText, figure, oneInText, whole } from '../format'
import { t, tOr } from '../text'

/** What a person may lay down about a case. */
export type CaseForm = 'confirm' | 'dismiss' | 'agree' | 'disagree' | 'ask' | 'explain' | 'appeal' | 'uphold' | 'overturn'

/** Below this, faces are compared unreliably. */
const ENOUGH_PIXELS = 48

export const CONFIRMING: CaseReason[] = [
  'CASE_REASON_ANOTHER_PERSON',
  'CASE_REASON_NOBODY_THERE',
  'CASE_REASON_SOURCE_AT_FAULT',
  'CASE_REASON_ADMITTED',
  'CASE_REASON_SEEN_BY_SUPERVISOR',
  'CASE_REASON_OTHER',
]
export const DISMISSING: CaseReason[] = [
  'CASE_REASON_SAME_PERSON',
  'CASE_REASON_CANNOT_TELL',
  'CASE_REASON_EXPLAINED',
  'CASE_REASON_TECHNICAL',
  'CASE_REASON_DUPLICATE',
  'CASE_REASON_OTHER',
]

/** Every kind, gravest first. */
export const KINDS: AnomalyKind[] = [
  'ANOMALY_KIND_IMPERSONATION',
  'ANOMALY_KIND_REPEAT_SUBSTITUTE',
  'ANOMALY_KIND_DOUBLE_PRESENCE',
  'ANOMALY_KIND_REPLAYED_FOOTAGE',
  'ANOMALY_KIND_PRESENTATION_ATTACK',
  'ANOMALY_KIND_UNAPPROVED_SESSION',
  'ANOMALY_KIND_OUTSIDER',
  'ANOMALY_KIND_ABSENT_BUT_SIGNED',
  'ANOMALY_KIND_TEACHER_ABSENT',
  'ANOMALY_KIND_SHARED_TEACHER',
  'ANOMALY_KIND_HEADCOUNT_MISMATCH',
  'ANOMALY_KIND_LOW_ATTENDANCE',
  'ANOMALY_KIND_SEVERAL_FACES',
  'ANOMALY_KIND_NO_FACE',
  'ANOMALY_KIND_SOURCE_COVERED',
  'ANOMALY_KIND_SOURCE_FROZEN',
  'ANOMALY_KIND_SOURCE_LOST',
  'ANOMALY_KIND_CLOCK_SKEW',
]

/** Order of the queue as last read, for next and back on the case page. */
let order: string[] = []

export function rememberQueue(cases: CaseSummary[]): void {
  order = cases.map((one) => one.anomaly.anomalyId)
}

/** The case that was looked at last: the queue begins with it again. */
let last = ''

export function rememberCase(id: string): void {
  last = id
}

export function rememberedCase(): string {
  return last
}

/** The case after (1) or before (-1) this one in the queue as last read. */
export function neighbourInQueue(id: string, step: 1 | -1): string | undefined {
  const at = order.indexOf(id)
  return at < 0 ? undefined : order[at + step]
}

/** What a key asks for; undefined while somebody types, or holds a modifier. */
export function keyOf(event: KeyboardEvent): string | undefined {
  const target = event.target as HTMLElement | null
  const types = target?.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target?.tagName ?? '')
  if (types || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) {
    return undefined
  }
  return event.key
}

export function allows(one: ReviewCase, ...acts: CaseAct[]): boolean {
  return acts.some((act) => one.allowed?.includes(act))
}

const FORMS: Record<string, [CaseAct, CaseForm][]> = {
  c: [
    ['CASE_ACT_CONFIRM', 'confirm'],
    ['CASE_ACT_PROPOSE', 'confirm'],
    ['CASE_ACT_AGREE', 'agree'],
  ],
  d: [
    ['CASE_ACT_DISMISS', 'dismiss'],
    ['CASE_ACT_DISAGREE', 'disagree'],
  ],
  e: [['CASE_ACT_ASK_EXPLANATION', 'ask']],
}

/** What a key opens, where the server allows it. */
export function formOfKey(one: ReviewCase, key: string): CaseForm | undefined {
  return FORMS[key]?.find(([act]) => allows(one, act))?.[1]
}

export function revisionOf(one: ReviewCase): string {
  return one.summary.revision ?? '0'
}

/** Left until a time, or how long ago it was. */
export function dueText(due: string | undefined, now: number): string {
  if (!due) {
    return ''
  }
  const left = (Date.parse(due) - now) / 1000
  return left >= 0 ? t('review.dueIn', { time: longText(left) }) : t('review.overdueBy', { time: longText(-left) })
}

/** Days beyond two days, else hours and minutes. */
function longText(length: number): string {
  return length >= 172_800 ? t('review.days', { n: Math.floor(length / 86_400) }) : durationText(length)
}

/** The decision's numbers as sentences. */
export function numberSentences(one: ReviewCase): string[] {
  const numbers = one.summary.anomaly.numbers ?? {}
  const number = (key: string) => (typeof numbers[key] === 'number' ? (numbers[key] as number) : undefined)
  const sentences: string[] = []
  const error = number('error_probability')
  if (error !== undefined && error > 0 && error < 1) {
    sentences.push(t('case.error', { oneIn: oneInText(error) }))
  }
  const looks = number('looks')
  const minutes = number('minutes')
  if (looks !== undefined) {
    sentences.push(t('case.looks', { n: whole(looks), time: durationText((minutes ?? 0) * 60) }))
  } else if (minutes !== undefined) {
    sentences.push(t('case.minutes', { time: durationText(minutes * 60) }))
  }
  const score = number('best_score')
  if (score !== undefined) {
    sentences.push(t('case.score', { score: figure(score) }))
  }
  const height = one.face?.medianFaceHeightPixels
  if (height) {
    sentences.push(t(height >= ENOUGH_PIXELS ? 'case.heightGood' : 'case.heightLow', { n: whole(height), least: ENOUGH_PIXELS }))
  }
  const hint = number('attack_hint')
  if (hint !== undefined && (number('attack_looks') ?? 0) > 0) {
    sentences.push(t('case.hint', { hint: figure(hint) }))
  }
  return sentences
}

export function eventText(event: CaseEvent): string {
  const act = tOr(`caseAct.${event.act}`, event.act)
  return event.reason ? t('case.eventReason', { act, reason: tOr(`caseReason.${event.reason}`, event.reason) }) : act
}
