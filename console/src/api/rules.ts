import { api } from '../services'
import { query } from './client'
import { requestId } from './ids'
import type { AttendancePolicy, AttendanceStatus, Session } from './types'

/** Attendance policies, what people lay down about attendance, and its history: as protobuf JSON writes them. */

export interface PolicyVersion {
  policyId: string
  version: number
  rules: AttendancePolicy
  reason?: string
  createdAt?: string
  createdByName?: string
}

export interface Policy {
  policyId: string
  name: string
  versions?: PolicyVersion[]
  preset?: boolean
}

export interface PolicyComparison {
  differences?: { rule: string; value?: string; otherValue?: string }[]
  laxer?: string[]
}

export type PolicyScopeKind =
  | 'POLICY_SCOPE_KIND_REGION'
  | 'POLICY_SCOPE_KIND_PROGRAMME'
  | 'POLICY_SCOPE_KIND_INSTITUTION'
export type PolicySetting = 'POLICY_SETTING_CLASSROOM' | 'POLICY_SETTING_ONLINE'

export interface PolicyAssignment {
  assignmentId: string
  scopeKind: PolicyScopeKind
  scopeId?: string
  setting: PolicySetting
  policyId: string
  version: number
  validFrom: string
  reason: string
  assignedAt?: string
  assignedByName?: string
}

export type StatementKind =
  | 'STATEMENT_KIND_MANUAL'
  | 'STATEMENT_KIND_EXCUSED'
  | 'STATEMENT_KIND_CHECK_MADE_UP'

export interface AttendanceStatement {
  statementId: string
  sessionId: string
  subjectId: string
  kind: StatementKind
  reason: string
  enteredAt: string
  enteredByName?: string
  teacherName?: string
  /** Not set: waits for its second person. */
  standsSince?: string
  secondedByName?: string
  endedAt?: string
  endedByName?: string
  endedReason?: string
  check?: number
  revision: number
}

export interface SessionChange {
  kind: string
  reason?: string
  at: string
  byName?: string
}

export interface AttendanceHistoryEntry {
  entryId: string
  subjectId: string
  name?: string
  at: string
  changed?: string[]
  status: AttendanceStatus
  provisional?: boolean
  creditedClassHours?: number
  policy?: string
  recomputable?: boolean
  causes?: SessionChange[]
}

export interface Recomputation {
  same?: boolean
  factsSha256?: string
}

export interface PolicyPreview {
  records?: {
    subjectId: string
    name?: string
    status: AttendanceStatus
    newStatus: AttendanceStatus
    creditedClassHours?: number
    newCreditedClassHours?: number
  }[]
  changed?: number
}

/** Without `at` nothing was entered yet: so many photos are needed, and the ticket stands for the code until then. */
export interface CheckedIn {
  at?: string
  photosNeeded?: number
  ticket?: string
  ticketValidUntil?: string
  photosTaken?: number
}
export interface CheckInCode {
  code: string
  validUntil: string
  nextAt: string
}

export interface SignInReport {
  acceptable?: boolean
  taken?: boolean
  added?: number
  known?: number
  rows?: { line: number; subjectId?: string; problem?: string }[]
}

const of = (session: string) => `/v1/sessions/${encodeURIComponent(session)}`

export const rules = {
  policies: async (signal?: AbortSignal) =>
    (await api.read<{ policies?: Policy[] }>('/v1/policies', signal)).policies ?? [],
  policy: (id: string, signal?: AbortSignal) => api.read<Policy>(`/v1/policies/${encodeURIComponent(id)}`, signal),
  createVersion: (id: string, body: { name?: string; rules: AttendancePolicy; reason: string; afterVersion: number }) =>
    api.write<PolicyVersion>(`/v1/policies/${encodeURIComponent(id)}/versions`, body),
  compare: (one: PolicyVersion, other: PolicyVersion, signal?: AbortSignal) =>
    api.read<PolicyComparison>(
      `/v1/policy-comparison${query({
        policy_id: one.policyId,
        version: one.version,
        other_policy_id: other.policyId,
        other_version: other.version,
      })}`,
      signal,
    ),
  assignments: async (signal?: AbortSignal) =>
    (await api.read<{ assignments?: PolicyAssignment[] }>('/v1/policy-assignments', signal)).assignments ?? [],
  assign: (assignment: Omit<PolicyAssignment, 'assignmentId'>) =>
    api.write<PolicyAssignment>('/v1/policy-assignments', { assignmentId: requestId(), ...assignment }),
  preview: (session: string, policyId: string, version: number, signal?: AbortSignal) =>
    api.read<PolicyPreview>(`${of(session)}/policy-preview${query({ policy_id: policyId, version })}`, signal),
  setPolicy: (session: Session, policyId: string, version: number, reason: string) =>
    api.write<Session>(`${of(session.sessionId)}/policy`, {
      policyId,
      version,
      reason,
      insteadOfPolicyId: session.policyId ?? '',
      insteadOfVersion: session.policyVersion ?? 0,
    }),
  statements: async (session: string, signal?: AbortSignal) =>
    (await api.read<{ statements?: AttendanceStatement[] }>(`${of(session)}/statements`, signal)).statements ?? [],
  verify: (session: string, subjectId: string, teacherId: string, reason: string) =>
    api.write<AttendanceStatement>(`${of(session)}/manual-verifications`, {
      statementId: requestId(),
      subjectId,
      teacherId,
      reason,
    }),
  excuse: (session: string, subjectId: string, reason: string) =>
    api.write<AttendanceStatement>(`${of(session)}/excuses`, { statementId: requestId(), subjectId, reason }),
  second: (statement: AttendanceStatement) =>
    api.write<AttendanceStatement>(`/v1/attendance-statements/${statement.statementId}/second`, {
      revision: statement.revision,
    }),
  withdraw: (statement: AttendanceStatement, reason: string) =>
    api.write<AttendanceStatement>(`/v1/attendance-statements/${statement.statementId}/withdrawal`, {
      revision: statement.revision,
      reason,
    }),
  history: async (session: string, subject: string, signal?: AbortSignal) =>
    (
      await api.read<{ entries?: AttendanceHistoryEntry[] }>(
        `${of(session)}/attendance-history${query({ subject_id: subject })}`,
        signal,
      )
    ).entries ?? [],
  recompute: (session: string, entry: string) =>
    api.read<Recomputation>(`${of(session)}/attendance-history/${entry}/recomputation`),
  importSignInList: (session: string, file: string, dryRun: boolean) =>
    api.write<SignInReport>(`${of(session)}/sign-in-lists`, { file, dryRun }),
  checkInCode: (session: string, signal?: AbortSignal) => api.read<CheckInCode>(`${of(session)}/check-in-code`, signal),
  checkIn: (call: { sessionId: string; code: string; idNumber: string; ticket?: string; photos?: string[] }) =>
    api.write<CheckedIn>('/v1/check-ins', call),
}
