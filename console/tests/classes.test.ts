import { describe, expect, it } from 'vitest'
import { actsFor, isToCome, mayChangeApplication, mayPlan, plannedAgainstApplied, wayOf } from '../src/live/classes'
import type { Session } from '../src/api/types'

const names = (role: Parameters<typeof actsFor>[0], status: Parameters<typeof actsFor>[1]) =>
  actsFor(role, status).map((act) => act.name)

describe('acts on a class', () => {
  it('areDecidedBySupervisorsAndConductedByTheInstitution', () => {
    expect(names('ROLE_BUREAU_SUPERVISOR', 'CLASS_STATUS_APPLIED')).toEqual(['approve', 'reject'])
    expect(names('ROLE_INSTITUTION_ADMINISTRATOR', 'CLASS_STATUS_APPLIED')).toEqual([])
    expect(names('ROLE_INSTITUTION_ADMINISTRATOR', 'CLASS_STATUS_RUNNING')).toEqual(['end'])
    expect(names('ROLE_AUTHORITY_SUPERVISOR', 'CLASS_STATUS_RUNNING')).toEqual(['suspend'])
    expect(names('ROLE_AUTHORITY_SUPERVISOR', 'CLASS_STATUS_FILED')).toEqual(['accept', 'return'])
    expect(names('ROLE_AUTHORITY_SUPERVISOR', 'CLASS_STATUS_ACCEPTED')).toEqual([])
  })

  it('areNoneForAnAuditor', () => {
    expect(names('ROLE_AUDITOR', 'CLASS_STATUS_APPLIED')).toEqual([])
    expect(mayPlan('ROLE_AUDITOR', 'CLASS_STATUS_APPROVED')).toBe(false)
  })

  it('letTheInstitutionChangeAnApplicationUntilItIsApproved', () => {
    expect(mayChangeApplication('ROLE_INSTITUTION_ADMINISTRATOR', 'CLASS_STATUS_REJECTED')).toBe(true)
    expect(mayChangeApplication('ROLE_INSTITUTION_ADMINISTRATOR', 'CLASS_STATUS_APPROVED')).toBe(false)
    expect(mayChangeApplication('ROLE_AUTHORITY_SUPERVISOR', 'CLASS_STATUS_APPLIED')).toBe(false)
  })
})

describe('wayOf', () => {
  const line = (status: Parameters<typeof wayOf>[0], before?: Parameters<typeof wayOf>[1]) =>
    wayOf(status, before).map((step) => `${step.status.slice('CLASS_STATUS_'.length)} ${step.state}`)

  it('saysWhatIsDoneAndWhatLiesAhead', () => {
    expect(line('CLASS_STATUS_RUNNING')).toEqual([
      'APPLIED done',
      'APPROVED done',
      'RUNNING now',
      'ENDED ahead',
      'FILED ahead',
      'ACCEPTED ahead',
    ])
  })

  it('showsARejectionAndASuspensionWhereTheyHappened', () => {
    expect(line('CLASS_STATUS_REJECTED').slice(0, 3)).toEqual(['APPLIED done', 'REJECTED now', 'APPROVED ahead'])
    expect(line('CLASS_STATUS_SUSPENDED', 'CLASS_STATUS_RUNNING').slice(1, 5)).toEqual([
      'APPROVED done',
      'RUNNING done',
      'SUSPENDED now',
      'ENDED ahead',
    ])
  })
})

describe('isToCome', () => {
  const at = (startsAt: string, phase: Session['phase']) =>
    isToCome({ sessionId: 's', classId: 'c', startsAt, endsAt: startsAt, phase }, Date.parse('2026-03-02T08:00:00Z'))

  it('isTrueUntilASessionBegins', () => {
    expect(at('2026-03-02T09:00:00Z', 'SESSION_PHASE_SCHEDULED')).toBe(true)
    expect(at('2026-03-02T07:00:00Z', 'SESSION_PHASE_SCHEDULED')).toBe(false)
    expect(at('2026-03-02T09:00:00Z', 'SESSION_PHASE_CANCELLED')).toBe(false)
  })
})

describe('plannedAgainstApplied', () => {
  it('pointsAtARosterThatDiffers', () => {
    const one = { classId: 'c', institutionId: 'i', application: { trainees: 30 }, rosterSize: 28, sessions: 3 }

    expect(plannedAgainstApplied(one)).toEqual({ roster: 'fewer', sessions: undefined })
    expect(plannedAgainstApplied({ ...one, rosterSize: 30, sessions: 0 })).toEqual({ roster: undefined, sessions: 'none' })
  })
})
