import { describe, expect, it } from 'vitest'
import { RIGHTS, mayCall } from '../src/live/rights'
import type { Role } from '../src/api/types'

const TABLES = import.meta.glob<string>('../../adapters/postgres/src/test/resources/access.table', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** In the order of the table's columns. */
const ROLES: Role[] = [
  'ROLE_AUTHORITY_SUPERVISOR',
  'ROLE_BUREAU_SUPERVISOR',
  'ROLE_INSTITUTION_ADMINISTRATOR',
  'ROLE_AUDITOR',
  'ROLE_PLATFORM',
  'ROLE_TRAINEE',
]

/** The table that the server is tested by. */
function allowed(): Map<string, Role[]> {
  const lines = Object.values(TABLES).join('\n').split('\n')
  const rows = lines.filter((line) => line && !line.startsWith('#')).map((line) => line.trim().split(/\s+/))
  return new Map(rows.map(([call, , ...cells]) => [call!, ROLES.filter((_, i) => cells[i] !== undefined && cells[i] !== '-')]))
}

describe('RIGHTS', () => {
  it.each(Object.entries(RIGHTS))('areThoseOfTheServer for %s', (call, roles) => {
    expect([...roles].sort()).toEqual([...(allowed().get(call) ?? [])].sort())
  })

  it('areNobodysWithoutARole', () => {
    expect(mayCall(undefined, 'TimetableService/PlanSessions')).toBe(false)
    expect(mayCall('ROLE_AUDITOR', '/v1/sessions/:session_id/live')).toBe(false)
    expect(mayCall('ROLE_BUREAU_SUPERVISOR', 'ClassService/ApproveClass')).toBe(true)
  })

  it('letNobodyJudgeWhatTheyEnteredThemselves', () => {
    expect(mayCall('ROLE_INSTITUTION_ADMINISTRATOR', 'AttendanceService/VerifyManually')).toBe(true)
    expect(mayCall('ROLE_INSTITUTION_ADMINISTRATOR', 'AttendanceService/SecondStatement')).toBe(false)
    expect(mayCall('ROLE_INSTITUTION_ADMINISTRATOR', 'ReviewService/DecideCase')).toBe(false)
    expect(mayCall('ROLE_AUDITOR', 'ReviewService/ListCases')).toBe(true)
    expect(mayCall('ROLE_TRAINEE', 'ReviewService/ListCases')).toBe(false)
  })
})
