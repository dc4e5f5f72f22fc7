import type { AttendancePolicy } from '../api/types'
import type { Policy, PolicyVersion } from '../api/rules'
import { durationText, figure, seconds } from '../format'
import { t } from '../text'

/** The rules in the order to show them; what they are is told by the texts `rule.…`. */
export const RULES = [
  'presentShare',
  'bridgedGap',
  'lateAfter',
  'earlyBefore',
  'classHour',
  'dailyClassHours',
  'validFrom',
  'validTo',
  'zone',
  'leastSession',
  'mostSession',
  'snapshotInterval',
  'reverification',
  'consecutiveSnapshots',
  'checksPerDay',
  'checkAnswerWithin',
  'checksMadeUp',
  'checksMadeUpOf',
  'checkInPhotos',
  'samplingInterval',
  'outsiderAfter',
  'sourceLostAfter',
] as const
export type Rule = (typeof RULES)[number]

const LENGTHS: readonly Rule[] = [
  'bridgedGap',
  'lateAfter',
  'earlyBefore',
  'classHour',
  'leastSession',
  'mostSession',
  'snapshotInterval',
  'reverification',
  'checkAnswerWithin',
  'samplingInterval',
  'outsiderAfter',
  'sourceLostAfter',
]
/** Typed in seconds; the other lengths in minutes. */
const SHORT: readonly Rule[] = ['checkAnswerWithin', 'samplingInterval', 'sourceLostAfter']
/** What zero means for rules that it turns off. */
const ZERO: Partial<Record<Rule, 'policies.noLimit' | 'policies.notAsked'>> = {
  dailyClassHours: 'policies.noLimit',
  leastSession: 'policies.noLimit',
  mostSession: 'policies.noLimit',
  reverification: 'policies.notAsked',
  checksPerDay: 'policies.notAsked',
  checksMadeUp: 'policies.notAsked',
  checkInPhotos: 'policies.notAsked',
}
const TEXTS: readonly Rule[] = ['validFrom', 'validTo', 'zone']

export const isLength = (rule: Rule) => LENGTHS.includes(rule)
const unitSeconds = (rule: Rule) => (SHORT.includes(rule) ? 1 : 60)

/** In what a rule is typed; empty: as it is. */
export function ruleUnit(rule: Rule): string {
  if (rule === 'presentShare') {
    return t('policies.percent')
  }
  return isLength(rule) ? t(SHORT.includes(rule) ? 'policies.seconds' : 'policies.minutes') : ''
}

/** A rule as people read it. */
export function ruleText(rule: Rule, value: string | number | undefined): string {
  if (rule === 'validTo' && value === '00:00') {
    return '24:00'
  }
  if (TEXTS.includes(rule)) {
    return String(value ?? '')
  }
  const number = isLength(rule) ? (seconds(value as string | undefined) ?? 0) : Number(value ?? 0)
  const zero = ZERO[rule]
  if (number === 0 && zero) {
    return t(zero)
  }
  if (isLength(rule)) {
    return durationText(number)
  }
  return rule === 'presentShare' ? `${Math.round(number * 100)} %` : figure(number)
}

/** As it is typed: minutes or seconds, per cent, or as it is. */
export function ruleInput(rule: Rule, value: string | number | undefined): string {
  if (TEXTS.includes(rule)) {
    return String(value ?? '')
  }
  if (isLength(rule)) {
    return String((seconds(value as string | undefined) ?? 0) / unitSeconds(rule))
  }
  return rule === 'presentShare' ? String(Math.round(Number(value ?? 0) * 1000) / 10) : String(value ?? 0)
}

/** The rules from what was typed. */
export function typedRules(typed: Record<string, string>): AttendancePolicy {
  const rules: AttendancePolicy = {}
  for (const rule of RULES) {
    const text = (typed[rule] ?? '').trim()
    if (TEXTS.includes(rule)) {
      rules[rule] = text
    } else if (isLength(rule)) {
      rules[rule] = `${Math.round(Number(text) * unitSeconds(rule) * 1000) / 1000}s`
    } else {
      rules[rule] = rule === 'presentShare' ? Number(text) / 100 : Number(text)
    }
  }
  return rules
}

/** Rules that are typed wrongly. */
export function typedWrongly(typed: Record<string, string>): Rule[] {
  return RULES.filter((rule) => {
    const text = (typed[rule] ?? '').trim()
    return TEXTS.includes(rule) ? text === '' : text === '' || !(Number(text) >= 0)
  })
}

/** A field of the API, e.g. present_share, as the console names it. */
export function ruleOfField(field: string): string {
  return field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Reason of the versions and assignments that came with the software. */
export const SHIPPED = 'shipped'

export const versionName = (policy: Pick<Policy, 'policyId'>, version: Pick<PolicyVersion, 'version'>) =>
  `${policy.policyId}@${version.version}`
