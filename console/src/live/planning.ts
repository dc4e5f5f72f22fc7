import type { PlanPattern, PlanRequest, TimetableConflict } from '../api/school'
import type { Session } from '../api/types'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{2}:\d{2}$/

/** What is wrong with a pattern before it is worth asking the server; empty when nothing is. */
export type PatternProblem = 'days' | 'order' | 'weekdays' | 'times' | 'exceptDays'

export function patternProblem(pattern: PlanPattern): PatternProblem | undefined {
  if (!DAY.test(pattern.firstDay) || !DAY.test(pattern.lastDay)) {
    return 'days'
  }
  if (pattern.lastDay < pattern.firstDay) {
    return 'order'
  }
  if (pattern.weekdays.length === 0) {
    return 'weekdays'
  }
  if (pattern.times.length === 0 || !pattern.times.every(({ from, to }) => TIME.test(from) && TIME.test(to) && from < to)) {
    return 'times'
  }
  return pattern.exceptDays.every((day) => DAY.test(day)) ? undefined : 'exceptDays'
}

/** Days written one after the other, by blanks or commas of either script. */
export function daysOf(text: string): string[] {
  return text.split(/[\s,，、;；]+/).filter((day) => day !== '')
}

/** Weekdays (1 Monday to 7 Sunday) that lie between two days, in order: all seven from a week on. */
export function weekdaysBetween(firstDay: string, lastDay: string): number[] {
  const [first, last] = [Date.parse(`${firstDay}T00:00:00Z`), Date.parse(`${lastDay}T00:00:00Z`)]
  if (Number.isNaN(first) || Number.isNaN(last) || last < first) {
    return []
  }
  const found = new Set<number>()
  for (let day = first; day <= last && found.size < 7; day += 86_400_000) {
    found.add(new Date(day).getUTCDay() || 7)
  }
  return [...found].sort()
}

/** Two plans are the same when whatever was checked of the one holds for the other. */
export function planKey(request: PlanRequest): string {
  const { dryRun: _dry, requestId: _id, ...what } = request
  return JSON.stringify(what)
}

/** The conflicts of each session of a dry run. */
export function bySession(sessions: readonly Session[], conflicts: readonly TimetableConflict[]): TimetableConflict[][] {
  return sessions.map((_, i) => conflicts.filter((one) => (one.session ?? 0) === i))
}

/** An instant as the fields of a form have it, in a time zone: "2026-03-02" and "09:00". */
export function fieldsOf(instant: string, timeZone: string | undefined): { day: string; time: string } {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }
  const parts = new Map(new Intl.DateTimeFormat('en-GB', options).formatToParts(Date.parse(instant)).map((p) => [p.type, p.value]))
  return { day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`, time: `${parts.get('hour')}:${parts.get('minute')}` }
}

/** The instant that a day and a time of day mean in a time zone, RFC 3339; undefined when they are none. */
export function instantOf(day: string, time: string, timeZone: string | undefined): string | undefined {
  if (!DAY.test(day) || !TIME.test(time)) {
    return undefined
  }
  const wanted = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wanted)) {
    return undefined
  }
  // twice: the first guess may lie on the other side of a change of the offset
  let guess = wanted
  for (let i = 0; i < 2; i++) {
    const seen = fieldsOf(new Date(guess).toISOString(), timeZone)
    guess += wanted - Date.parse(`${seen.day}T${seen.time}:00Z`)
  }
  return new Date(guess).toISOString()
}

/** When a session was before it was changed; rooms and people stand there by their ids, which tell nobody anything. */
export function timeBefore(before: string | undefined): { from: string; to: string } | undefined {
  const match = /^(\d{4}-\S+Z)\/(\d{4}-\S+Z)( |$)/.exec(before ?? '')
  return match ? { from: match[1]!, to: match[2]! } : undefined
}
