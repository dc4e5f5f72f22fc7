import { describe, expect, it } from 'vitest'
import type { AttendanceRecord } from '../src/api/types'
import { rosterFile } from '../src/live/rosterFile'
import { setLanguage } from '../src/text'

setLanguage('en')

const record: AttendanceRecord = {
  sessionId: 's',
  subjectId: 'anna',
  name: '=Anna',
  status: 'ATTENDANCE_STATUS_LATE',
  claimed: true,
  seen: '1800s',
  sampled: '2700s',
  creditedClassHours: 0.5,
}

describe('a roster as a file', () => {
  const [head, row] = rosterFile([record]).trim().split('\r\n')

  it('hasACellForEachColumn', () => {
    expect(row!.split(',')).toHaveLength(head!.split(',').length)
    expect(row).toContain('Late')
    expect(row).toContain('30 min')
    expect(row).toContain('0.5')
  })

  it('runsNothingInASpreadsheet', () => {
    expect(row).toMatch(/^'=Anna/)
  })
})
