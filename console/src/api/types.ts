/**
 * The part of the API the console uses, as protobuf JSON writes it: lowerCamelCase, enums by name, time stamps as
 * RFC 3339, durations as "12.5s", int64 as text. A field at its default may be left out, hence the question marks.
 */

import type { ConsentState } from './people'

export type Role =
  | 'ROLE_AUTHORITY_SUPERVISOR'
  | 'ROLE_BUREAU_SUPERVISOR'
  | 'ROLE_INSTITUTION_ADMINISTRATOR'
  | 'ROLE_AUDITOR'
  | 'ROLE_PLATFORM'
  | 'ROLE_TRAINEE'

export interface Account {
  accountId: string
  username: string
  displayName?: string
  role?: Role
  institutionId?: string
  prefectureId?: string
  /** Of a trainee: whose own data it is. */
  subjectId?: string
  mustChangePassword?: boolean
  createdAt?: string
  revision?: string
  disabledAt?: string
  disabledReason?: string
  /** Who it is for the identity provider. */
  providerSubject?: string
  withoutPassword?: boolean
}

export interface SignInResponse {
  token: string
  expiresAt?: string
  account: Account
}

export type SessionKind =
  | 'SESSION_KIND_THEORY'
  | 'SESSION_KIND_PRACTICE'
  | 'SESSION_KIND_EXAM'
  | 'SESSION_KIND_ONLINE'

export type SessionPhase =
  | 'SESSION_PHASE_SCHEDULED'
  | 'SESSION_PHASE_RUNNING'
  | 'SESSION_PHASE_ENDED'
  | 'SESSION_PHASE_CANCELLED'
  | 'SESSION_PHASE_SUSPENDED'

export interface Session {
  sessionId: string
  classId: string
  className?: string
  institutionId?: string
  institutionName?: string
  kind?: SessionKind
  sourceId?: string
  startsAt: string
  endsAt: string
  phase?: SessionPhase
  rosterSize?: number
  present?: number
  openAnomalies?: number
  classroomId?: string
  classroomName?: string
  teacherId?: string
  teacherName?: string
  revision?: string
  /** Of a cancelled one; CLASS_SUSPENDED when it passed while its class was suspended. */
  cancelReason?: string
  policy?: AttendancePolicy
  /** Empty: rules of the session's own. */
  policyId?: string
  policyVersion?: number
}

/** By the names of its fields; durations as "600s". */
export type AttendancePolicy = Record<string, string | number | undefined>

export interface SessionPage {
  sessions?: Session[]
  nextPageToken?: string
}

export interface SessionStatus {
  sessionId: string
  sourceState?: string
  sourceDetail?: string
  samplesAnalysed?: string
  samplesFailed?: string
  newestSampleAt?: string
  facesInNewestSample?: number
  undecidedFaces?: number
  medianFaceHeightPixels?: number
}

export type AttendanceStatus =
  | 'ATTENDANCE_STATUS_PRESENT'
  | 'ATTENDANCE_STATUS_LATE'
  | 'ATTENDANCE_STATUS_LEFT_EARLY'
  | 'ATTENDANCE_STATUS_ABSENT'
  | 'ATTENDANCE_STATUS_UNVERIFIED'
  | 'ATTENDANCE_STATUS_SUBSTITUTED'
  | 'ATTENDANCE_STATUS_EXCUSED'
  | 'ATTENDANCE_STATUS_MANUAL'

export type RosterRole = 'ROSTER_ROLE_TRAINEE' | 'ROSTER_ROLE_TEACHER'

export interface Interval {
  from: string
  to: string
}

export type EvidencePurpose = 'PURPOSE_CAPTURED_FACE' | 'PURPOSE_ENROLLED_FACE' | 'PURPOSE_OVERVIEW'

export interface Evidence {
  purpose?: EvidencePurpose
  image: string
  takenAt?: string
  subjectId?: string
}

export interface AttendanceRecord {
  sessionId: string
  subjectId: string
  name?: string
  role?: RosterRole
  status?: AttendanceStatus
  provisional?: boolean
  firstSeen?: string
  lastSeen?: string
  seen?: string
  sampled?: string
  intervals?: Interval[]
  creditedClassHours?: number
  errorProbability?: number
  claimed?: boolean
  evidence?: Evidence[]
  inSight?: boolean
  referenceImage?: string
  /** GIVEN: by face; anything else is why a person verifies this one. */
  consentState?: ConsentState
  /** Photos that count, and whether they are enough. */
  references?: number
  enrolment?: EnrolmentState
  /** Others on the roster whom the matcher cannot tell from this person. */
  inseparableFrom?: string[]
  /** What counts of the credited class-hours beside the other sessions of the day. */
  countedClassHours?: number
  /** E.g. default@1. */
  policy?: string
  statementId?: string
  /** The case that the status rests on, where one was decided. */
  anomalyId?: string
  checksAsked?: number
  checksAnswered?: number
  checksMadeUp?: number
  /** Id of the calibration it was decided by. */
  calibration?: string
}

export type EnrolmentState = 'ENROLMENT_STATE_NONE' | 'ENROLMENT_STATE_ONE_PHOTO' | 'ENROLMENT_STATE_ENOUGH'

export type LookalikeKind = 'LOOKALIKE_KIND_DUPLICATE' | 'LOOKALIKE_KIND_INSEPARABLE'

export type LookalikeState = 'LOOKALIKE_STATE_OPEN' | 'LOOKALIKE_STATE_RESOLVED'

export interface LookalikePerson {
  subjectId: string
  name?: string
  maskedIdNumber?: string
  referenceImage?: string
}

/** Two people whom the matcher takes, or may take, for one. */
export interface Lookalike {
  lookalikeId: string
  institutionId?: string
  kind?: LookalikeKind
  state?: LookalikeState
  people?: LookalikePerson[]
  cosine?: number
  foundAt?: string
  classIds?: string[]
  resolvedAt?: string
  resolvedByName?: string
  reason?: string
}

export interface LookalikePage {
  lookalikes?: Lookalike[]
  nextPageToken?: string
}

export interface OutdatedReference {
  referenceId: string
  subjectId: string
  name?: string
  state?: 'STATE_WAITING' | 'STATE_NO_FACE' | 'STATE_NO_PHOTO'
}

/** How far making templates again has come after a change of the model. */
export interface OutdatedPage {
  references?: OutdatedReference[]
  nextPageToken?: string
  modelId?: string
  current?: number
  waiting?: number
  failed?: number
}

export type AnomalyKind =
  | 'ANOMALY_KIND_IMPERSONATION'
  | 'ANOMALY_KIND_OUTSIDER'
  | 'ANOMALY_KIND_ABSENT_BUT_SIGNED'
  | 'ANOMALY_KIND_NO_FACE'
  | 'ANOMALY_KIND_SEVERAL_FACES'
  | 'ANOMALY_KIND_SOURCE_LOST'
  | 'ANOMALY_KIND_SOURCE_FROZEN'
  | 'ANOMALY_KIND_CLOCK_SKEW'
  | 'ANOMALY_KIND_SOURCE_COVERED'
  | 'ANOMALY_KIND_REPLAYED_FOOTAGE'
  | 'ANOMALY_KIND_PRESENTATION_ATTACK'
  | 'ANOMALY_KIND_TEACHER_ABSENT'
  | 'ANOMALY_KIND_LOW_ATTENDANCE'
  | 'ANOMALY_KIND_HEADCOUNT_MISMATCH'
  | 'ANOMALY_KIND_DOUBLE_PRESENCE'
  | 'ANOMALY_KIND_REPEAT_SUBSTITUTE'
  | 'ANOMALY_KIND_SHARED_TEACHER'
  | 'ANOMALY_KIND_UNAPPROVED_SESSION'

export type Severity = 'SEVERITY_MINOR' | 'SEVERITY_MAJOR' | 'SEVERITY_CRITICAL'

export type AnomalyStatus =
  | 'ANOMALY_STATUS_OPEN'
  | 'ANOMALY_STATUS_UNDER_REVIEW'
  | 'ANOMALY_STATUS_CONFIRMED'
  | 'ANOMALY_STATUS_DISMISSED'

export interface Anomaly {
  anomalyId: string
  sessionId: string
  kind?: AnomalyKind
  severity?: Severity
  status?: AnomalyStatus
  subjectIds?: string[]
  subjectNames?: string[]
  since?: string
  updatedAt?: string
  /** When that which it rests on happened; absent for cases of earlier releases. */
  from?: string
  to?: string
  numbers?: Record<string, number | 'NaN' | 'Infinity' | '-Infinity'>
  evidence?: Evidence[]
  /** Id of the calibration it was decided by. */
  calibration?: string
  /** Other sessions that it rests on. */
  relatedSessionIds?: string[]
}

export interface AnomalyPage {
  anomalies?: Anomaly[]
  nextPageToken?: string
}

/** shidao.bus.v1.SessionEvent: what changed; whoever needs more reads the records. */
export interface SessionEvent {
  eventId: string
  sessionId: string
  at?: string
  presenceChanged?: {
    subjectId: string
    status?: string
    inSight?: boolean
    lastSeen?: string
    errorProbability?: number
  }
  anomalyRaised?: { anomalyId: string; kind?: string; subjectIds?: string[]; updated?: boolean }
  sourceChanged?: { sourceId?: string; state?: string; detail?: string; at?: string }
  sampleAnalysed?: {
    sampleId: string
    capturedAt?: string
    faces?: number
    /** Of the picture, pixels; faces are in them. */
    width?: number
    height?: number
    seen?: {
      x?: number
      y?: number
      width?: number
      height?: number
      subjectId?: string
      outsider?: boolean
    }[]
    failure?: string
  }
  sessionConcluded?: { present?: number; absent?: number; anomalies?: number }
}

/** Whether a source showed the room, or why it did not. */
export type Sight =
  | 'SIGHT_SEEN'
  | 'SIGHT_NOT_CONNECTED'
  | 'SIGHT_FROZEN'
  | 'SIGHT_DAMAGED'
  | 'SIGHT_NO_DATA'
  | 'SIGHT_BLURRED'
  | 'SIGHT_DARK'
  | 'SIGHT_COVERED'
  | 'SIGHT_TURNED_AWAY'
  | 'SIGHT_UNCHANGING'
  | 'SIGHT_REPLAYED'

export interface CoverageSpan {
  from: string
  to: string
  sight?: Sight
  /** What the source did, where that is why nothing was seen. */
  sourceState?: string
}

export interface SourceCoverage {
  sourceId: string
  name?: string
  spans?: CoverageSpan[]
  seen?: string
  unseen?: string
}

export interface SessionCoverage {
  sessionId: string
  sources?: SourceCoverage[]
}

/** A camera, as known from its newest session. */
export interface SourceHealth {
  sourceId: string
  name?: string
  institutionId?: string
  institutionName?: string
  sessionId?: string
  inSession?: boolean
  state?: string
  detail?: string
  since?: string
  newestSampleAt?: string
  keyInterval?: string
  samplingInterval?: string
  seen?: string
  unseen?: string
}

export type RecordingPolicy =
  | 'RECORDING_POLICY_OFF'
  | 'RECORDING_POLICY_AROUND_ANOMALIES'
  | 'RECORDING_POLICY_CONTINUOUS'

export interface SourceRecording {
  sourceId: string
  policy?: RecordingPolicy
  storedBytes?: string
  oldest?: string
}

/** What recording keeps and for how long, the same for every source. */
export interface RecordingRules {
  before?: string
  after?: string
  keepFor?: string
  keepBytesPerSource?: string
  keepBytes?: string
}

export interface SourceRecordingPage {
  sources?: SourceRecording[]
  nextPageToken?: string
  rules?: RecordingRules
}

export interface RecordingSpan {
  from: string
  to: string
  /** Why it is not recorded; absent when it is. */
  gap?: string
}

export interface SessionRecording {
  sessionId: string
  policy?: RecordingPolicy
  spans?: RecordingSpan[]
}

export interface SourceHealthPage {
  sources?: SourceHealth[]
  nextPageToken?: string
}

/** A small picture of a room, made from its newest sample. */
export interface RoomPicture {
  capturedAt: string
  jpeg: Blob
}

export type WatchKind = 'WATCH_KIND_LIVE' | 'WATCH_KIND_PICTURES'

/** Who watched a session. */
export interface Watch {
  watchId: string
  sessionId: string
  viewerName?: string
  viewerRole?: string
  startedAt: string
  /** Unset while somebody watches. */
  endedAt?: string
  endReason?: string
  kind?: WatchKind
  className?: string
  institutionName?: string
  sessionStartsAt?: string
}

export interface WatchPage {
  watches?: Watch[]
  nextPageToken?: string
}

/** Unset or empty for all. */
export interface WatchFilter {
  session?: string
  viewer?: string
  from?: string
  until?: string
}
