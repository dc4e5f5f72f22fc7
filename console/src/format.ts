import { locale, t } from './text'

/** Seconds of a protobuf JSON duration such as "12.5s"; undefined when absent or malformed. */
export function seconds(duration: string | undefined): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?)s$/.exec(duration ?? '')
  return match ? Number(match[1]) : undefined
}

const DAY_MINUTES = 24 * 60

/** "35 s", "12 min", "1 h 05 min", "7 days": as exact as somebody needs who checks attendance. */
export function durationText(length: number | undefined): string {
  if (length === undefined || !Number.isFinite(length)) {
    return '—'
  }
  if (length < 59.5) {
    return t('duration.seconds', { s: Math.max(0, Math.round(length)) })
  }
  const minutes = Math.round(length / 60)
  if (minutes < 60) {
    return t('duration.minutes', { m: minutes })
  }
  if (minutes >= 2 * DAY_MINUTES && minutes % DAY_MINUTES === 0) {
    return t('duration.days', { d: minutes / DAY_MINUTES })
  }
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  return m === 0 ? t('duration.wholeHours', { h }) : t('duration.hours', { h, m: String(m).padStart(2, '0') })
}

/** Smaller probabilities are said to be below this one; nobody can have measured them. */
const LEAST_STATED = 1e-6

/**
 * N of "1 in N", of at most two significant digits and rounded down, so that it never claims more certainty than
 * stated; undefined when nothing is stated (0 is the absent value).
 */
export function oneIn(probability: number | undefined): number | undefined {
  if (probability === undefined || !(probability > 0)) {
    return undefined
  }
  const n = 1 / Math.min(1, Math.max(probability, LEAST_STATED))
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n) + 1e-9) - 1)
  return Math.floor(n / unit + 1e-9) * unit
}

export function oneInText(probability: number | undefined): string {
  const n = oneIn(probability)
  // 1: nobody was seen, so there is nothing to be wrong about
  if (n === undefined || probability === undefined || probability >= 1) {
    return '—'
  }
  return t(probability < LEAST_STATED ? 'oneIn.less' : 'oneIn', { n: whole(n) })
}

export function whole(n: number): string {
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: 0 }).format(n)
}

/** A figure of unknown unit, with as many digits as it deserves. */
export function figure(n: number): string {
  return new Intl.NumberFormat(locale.value, { maximumSignificantDigits: 3 }).format(n)
}

/** "0 MB", "83.2 MB", "1.24 GB". */
export function bytesText(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? ['gigabyte', 1e9] : ['megabyte', 1e6]
  const amount = bytes > 0 && bytes < 1e5 ? 0.1 : bytes / (size as number)
  return new Intl.NumberFormat(locale.value, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumSignificantDigits: 3,
  }).format(amount)
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}

/** Time of day; the zone is the browser's unless given. */
export function timeText(instant: string | undefined, withSeconds = false, timeZone?: string): string {
  const millis = Date.parse(instant ?? '')
  if (Number.isNaN(millis)) {
    return '—'
  }
  const options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
  if (withSeconds) {
    options.second = '2-digit'
  }
  return new Intl.DateTimeFormat(locale.value, options).format(millis)
}

export function dayText(instant: string | undefined, timeZone?: string): string {
  const millis = Date.parse(instant ?? '')
  if (Number.isNaN(millis)) {
    return '—'
  }
  const options: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', weekday: 'short', timeZone }
  return new Intl.DateTimeFormat(locale.value, options).format(millis)
}

/** "2 Mar 2026". */
export function dateText(instant: string | undefined, timeZone?: string): string {
  const millis = Date.parse(instant ?? '')
  if (Number.isNaN(millis)) {
    return '—'
  }
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric', timeZone }
  return new Intl.DateTimeFormat(locale.value, options).format(millis)
}

/** "09:00 – 11:30", with the second day named when it is another one. */
export function rangeText(from: string, to: string, timeZone?: string): string {
  const sameDay = dayText(from, timeZone) === dayText(to, timeZone)
  const end = sameDay ? timeText(to, false, timeZone) : `${dayText(to, timeZone)} ${timeText(to, false, timeZone)}`
  return `${timeText(from, false, timeZone)} – ${end}`
}

/** Day and time, the year where it is another than this one: "Mon 2 Mar 09:00", "1 Jan 2024 00:00". */
export function momentText(instant: string | undefined, withSeconds = false, now = Date.now()): string {
  const millis = Date.parse(instant ?? '')
  if (Number.isNaN(millis)) {
    return '—'
  }
  const sameYear = new Date(millis).getFullYear() === new Date(now).getFullYear()
  return `${sameYear ? dayText(instant) : dateText(instant)} ${timeText(instant, withSeconds)}`
}
