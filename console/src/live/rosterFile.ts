import type { AttendanceRecord } from '../api/types'
import { durationText, momentText, oneInText, seconds } from '../format'
import { t, tOr } from '../text'
import { csv, type Column } from './table'

/** A session's attendance as a file: what the roster shows, and what stands in a person's drawer. */
export function rosterFile(records: readonly AttendanceRecord[]): string {
  const columns: Column<AttendanceRecord>[] = [
    { key: 'name', title: t('roster.name'), value: (one) => one.name || one.subjectId },
    { key: 'role', title: t('class.rosterRole'), value: (one) => tOr(`rosterRole.${one.role}`, '') },
    { key: 'status', title: t('roster.status'), value: (one) => tOr(`status.${one.status}`, '') },
    { key: 'signed', title: t('person.claim'), value: (one) => (one.claimed ? t('roster.claimed') : '') },
    { key: 'seen', title: t('person.seen'), value: (one) => durationText(seconds(one.seen) ?? 0) },
    { key: 'covered', title: t('person.covered'), value: (one) => durationText(seconds(one.sampled) ?? 0) },
    { key: 'first', title: t('person.first'), value: (one) => (one.firstSeen ? momentText(one.firstSeen, true) : '') },
    { key: 'last', title: t('person.last'), value: (one) => (one.lastSeen ? momentText(one.lastSeen, true) : '') },
    { key: 'hours', title: t('person.hours'), value: (one) => one.creditedClassHours ?? 0 },
    { key: 'error', title: t('person.error'), value: (one) => oneInText(one.errorProbability) },
    { key: 'consent', title: t('people.consent'), value: (one) => tOr(`people.state.${one.consentState}`, '') },
    { key: 'policy', title: t('person.policy'), value: (one) => one.policy },
  ]
  return csv(records, columns)
}
