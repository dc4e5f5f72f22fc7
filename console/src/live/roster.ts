import type { AttendanceRecord, AttendanceStatus, SessionEvent } from '../api/types'
import { seconds } from '../format'

/** Those who need a look come first. */
const ORDER: AttendanceStatus[] = [
  'ATTENDANCE_STATUS_SUBSTITUTED',
  'ATTENDANCE_STATUS_ABSENT',
  'ATTENDANCE_STATUS_UNVERIFIED',
  'ATTENDANCE_STATUS_LATE',
  'ATTENDANCE_STATUS_LEFT_EARLY',
  'ATTENDANCE_STATUS_PRESENT',
  'ATTENDANCE_STATUS_EXCUSED',
  'ATTENDANCE_STATUS_MANUAL',
]

export type Column = 'name' | 'status' | 'seen' | 'lastSeen' | 'error'

export interface Sorting {
  column: Column
  descending: boolean
}

export type Tally = Map<AttendanceStatus | undefined, number>

export function tally(records: AttendanceRecord[]): Tally {
  const counts: Tally = new Map()
  for (const { status } of records) {
    counts.set(status, (counts.get(status) ?? 0) + 1)
  }
  return counts
}

/** The statuses that occur, in the order of the table. */
export function statusesOf(counts: Tally): AttendanceStatus[] {
  return ORDER.filter((status) => counts.has(status))
}

export function filtered(records: AttendanceRecord[], status: AttendanceStatus | '', search: string): AttendanceRecord[] {
  const wanted = search.trim().toLocaleLowerCase()
  return records.filter(
    (record) =>
      (status === '' || record.status === status) && (record.name ?? '').toLocaleLowerCase().includes(wanted),
  )
}

/** A sorted copy; the teacher stays on top, and names decide between equals. */
export function sorted(records: AttendanceRecord[], sorting: Sorting, locale: string): AttendanceRecord[] {
  const names = new Intl.Collator(locale, { numeric: true })
  const sign = sorting.descending ? -1 : 1
  return [...records].sort(
    (a, b) =>
      Number(b.role === 'ROSTER_ROLE_TEACHER') - Number(a.role === 'ROSTER_ROLE_TEACHER') ||
      sign * compare(a, b, sorting.column, names) ||
      names.compare(a.name ?? '', b.name ?? ''),
  )
}

function compare(a: AttendanceRecord, b: AttendanceRecord, column: Column, names: Intl.Collator): number {
  switch (column) {
    case 'name':
      return names.compare(a.name ?? '', b.name ?? '')
    case 'status':
      return rank(a.status) - rank(b.status)
    case 'seen':
      return (seconds(a.seen) ?? 0) - (seconds(b.seen) ?? 0)
    case 'lastSeen':
      return (Date.parse(a.lastSeen ?? '') || 0) - (Date.parse(b.lastSeen ?? '') || 0)
    case 'error':
      return (a.errorProbability ?? 0) - (b.errorProbability ?? 0)
  }
}

function rank(status: AttendanceStatus | undefined): number {
  const at = status === undefined ? -1 : ORDER.indexOf(status)
  return at < 0 ? ORDER.length : at
}

/**
 * What an event says about the roster at once, before the records are read again. A camera's sample shows the whole
 * room; a snapshot of an online course shows one trainee and says nothing about the others.
 */
export function withEvent(records: AttendanceRecord[], event: SessionEvent, wholeRoom: boolean): AttendanceRecord[] {
  const change = event.presenceChanged
  if (change) {
    return records.map((record) => (record.subjectId === change.subjectId ? changed(record, change) : record))
  }
  const sample = event.sampleAnalysed
  if (sample && !sample.failure && wholeRoom) {
    const seen = new Set(sample.seen?.map((face) => face.subjectId).filter(Boolean))
    return records.map((record) =>
      seen.has(record.subjectId) === Boolean(record.inSight)
        ? record
        : { ...record, inSight: seen.has(record.subjectId) },
    )
  }
  return records
}

function changed(record: AttendanceRecord, change: NonNullable<SessionEvent['presenceChanged']>): AttendanceRecord {
  return {
    ...record,
    status: change.status ? (`ATTENDANCE_STATUS_${change.status}` as AttendanceStatus) : record.status,
    inSight: change.inSight ?? false,
    lastSeen: change.lastSeen ?? record.lastSeen,
    errorProbability: change.errorProbability ?? record.errorProbability,
  }
}
