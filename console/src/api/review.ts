import type { Anomaly, AnomalyKind, AttendanceRecord, Session, SessionCoverage } from './types'

export type CaseState =
  | 'CASE_STATE_OPEN'
  | 'CASE_STATE_TAKEN'
  | 'CASE_STATE_PROPOSED'
  | 'CASE_STATE_CONFIRMED'
  | 'CASE_STATE_DISMISSED'
  | 'CASE_STATE_APPEALED'
  | 'CASE_STATE_FINAL'

export type CaseReason =
  | 'CASE_REASON_ANOTHER_PERSON'
  | 'CASE_REASON_NOBODY_THERE'
  | 'CASE_REASON_SOURCE_AT_FAULT'
  | 'CASE_REASON_ADMITTED'
  | 'CASE_REASON_SEEN_BY_SUPERVISOR'
  | 'CASE_REASON_SAME_PERSON'
  | 'CASE_REASON_CANNOT_TELL'
  | 'CASE_REASON_EXPLAINED'
  | 'CASE_REASON_TECHNICAL'
  | 'CASE_REASON_DUPLICATE'
  | 'CASE_REASON_OTHER'

export type CaseAct =
  | 'CASE_ACT_TAKE'
  | 'CASE_ACT_RELEASE'
  | 'CASE_ACT_LAPSE'
  | 'CASE_ACT_CONFIRM'
  | 'CASE_ACT_PROPOSE'
  | 'CASE_ACT_DISMISS'
  | 'CASE_ACT_AGREE'
  | 'CASE_ACT_DISAGREE'
  | 'CASE_ACT_ASK_EXPLANATION'
  | 'CASE_ACT_EXPLAIN'
  | 'CASE_ACT_EXPLANATION_OVERDUE'
  | 'CASE_ACT_SECOND_OVERDUE'
  | 'CASE_ACT_APPEAL'
  | 'CASE_ACT_APPEAL_LAPSED'
  | 'CASE_ACT_UPHOLD'
  | 'CASE_ACT_OVERTURN'
  | 'CASE_ACT_APPEAL_OVERDUE'
  | 'CASE_ACT_ROLL_CALL'

export interface CaseSummary {
  anomaly: Anomaly
  state: CaseState
  /** int64 as protobuf JSON writes it; absent for 0. */
  revision?: string
  classId?: string
  className?: string
  institutionId?: string
  institutionName?: string
  prefecture?: string
  sessionKind?: Session['kind']
  sessionStartsAt: string
  sessionEndsAt: string
  running?: boolean
  urgency?: number
  dueAt?: string
  overdue?: boolean
  reviewerId?: string
  reviewerName?: string
  takenUntil?: string
  proposedByName?: string
  decidedByName?: string
  decidedAt?: string
  reason?: CaseReason
  note?: string
  explanationDueAt?: string
  explained?: boolean
  appealDueAt?: string
  appealDecisionDueAt?: string
  secondDueAt?: string
  decidedSubjectId?: string
}

export interface CasePage {
  cases?: CaseSummary[]
  nextPageToken?: string
  asOf?: string
}

export interface CaseCounts {
  open?: number
  taken?: number
  proposed?: number
  confirmed?: number
  dismissed?: number
  appealed?: number
  final?: number
  overdue?: number
  running?: number
  mine?: number
  secondByMe?: number
}

export interface CaseFilter {
  state?: CaseState | ''
  kind?: AnomalyKind | ''
  institution?: string
  /** Its id. */
  prefecture?: string
  day?: string
  mine?: boolean
  overdue?: boolean
  running?: boolean
}

export interface Neighbour {
  track?: string
  from: string
  to: string
  looks?: number
  nearestName?: string
  bestCosine?: number
  medianFaceHeightPixels?: number
  sameSeat?: boolean
  subjectOfCase?: boolean
}

export interface CaseEvent {
  eventId: string
  anomalyId: string
  sessionId: string
  at: string
  actorName?: string
  actorRole?: string
  act: CaseAct
  fromState?: CaseState
  toState?: CaseState
  reason?: CaseReason
  note?: string
  digest?: string
  revision?: string
}

export interface Attachment {
  attachmentId: string
  name?: string
  mediaType?: string
  bytes?: number
}

export interface Paper {
  paperId: string
  kind?: 'KIND_EXPLANATION' | 'KIND_APPEAL'
  text?: string
  attachments?: Attachment[]
  handedInAt?: string
  handedInByName?: string
}

export type RollCallAnswer = 'ROLL_CALL_ANSWER_ANSWERED' | 'ROLL_CALL_ANSWER_NO_ANSWER' | 'ROLL_CALL_ANSWER_ANOTHER_PERSON'

export interface RollCall {
  rollCallId: string
  sessionId: string
  begunById?: string
  begunByName?: string
  begunAt: string
  finishedAt?: string
  note?: string
  entries?: { subjectId: string; name?: string; answer?: RollCallAnswer; markedAt?: string }[]
}

export interface ReviewCase {
  summary: CaseSummary
  digest: string
  later?: { anomaly: Anomaly; withdrawn?: boolean }
  face?: { looks?: number; medianFaceHeightPixels?: number; bestCosine?: number; firstSeen?: string; lastSeen?: string }
  attendance?: AttendanceRecord[]
  claims?: { claimId: string; subjectId: string; kind?: string; madeAt?: string }[]
  coverage?: SessionCoverage
  neighbours?: Neighbour[]
  samples?: { capturedAt: string; faces?: number; failure?: string }[]
  recording?: { from: string; to: string; gap?: string }[]
  earlier?: { anomalyId: string; kind?: AnomalyKind; state?: CaseState; sessionId: string; since?: string }[]
  papers?: Paper[]
  rollCalls?: RollCall[]
  events?: CaseEvent[]
  allowed?: CaseAct[]
}
