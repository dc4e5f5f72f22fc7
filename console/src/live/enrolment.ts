import type { AttendanceRecord } from '../api/types'

/** What the roster says about a person's photos; undefined when they are enough, or when the server does not tell. */
export function photosTag(record: AttendanceRecord): 'none' | 'one' | undefined {
  if (record.enrolment === undefined) {
    return record.referenceImage ? undefined : 'none'
  }
  return record.enrolment === 'ENROLMENT_STATE_NONE'
    ? 'none'
    : record.enrolment === 'ENROLMENT_STATE_ONE_PHOTO'
      ? 'one'
      : undefined
}

/** Whoever did not agree to face verification is verified by a person: by roll-call, or by hand. */
export function byAlternative(record: AttendanceRecord): boolean {
  return record.consentState !== undefined && record.consentState !== 'CONSENT_STATE_GIVEN'
}

/** Names of those on the roster for whom the person may be taken; their ids where no name is known. */
export function takenFor(record: AttendanceRecord, nameOf: (id: string) => string | undefined): string[] {
  return (record.inseparableFrom ?? []).map((id) => nameOf(id) ?? id)
}
