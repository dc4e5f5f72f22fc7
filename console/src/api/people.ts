import type { Role } from './types'

export type ConsentState =
  | 'CONSENT_STATE_NONE'
  | 'CONSENT_STATE_GIVEN'
  | 'CONSENT_STATE_DECLINED'
  | 'CONSENT_STATE_WITHDRAWN'

export interface ConsentText {
  version: string
  language: 'zh' | 'en'
  title: string
  body: string
  publishedAt: string
  publishedByName?: string
}

export interface Consent {
  subjectId: string
  state: ConsentState
  givenAt?: string
  textVersion?: string
  language?: string
  method?: 'CONSENT_METHOD_PAPER' | 'CONSENT_METHOD_ONLINE'
  endedAt?: string
  /** int64 as protobuf JSON writes it; absent for 0. */
  revision?: string
  history?: { state: ConsentState; textVersion?: string; at: string; byName?: string; byRole?: Role; reason?: string }[]
}

export interface KeptData {
  kind: string
  count?: string
  reasonEn: string
  reasonZh: string
  until?: string
}

export interface Withdrawal {
  consent: Consent
  templatesErased?: number
  photosErased?: number
  kept?: KeptData[]
}

export type DataRequestKind = 'DATA_REQUEST_KIND_ACCESS' | 'DATA_REQUEST_KIND_CORRECTION' | 'DATA_REQUEST_KIND_ERASURE'
export type DataRequestState =
  | 'DATA_REQUEST_STATE_OPEN'
  | 'DATA_REQUEST_STATE_DONE'
  | 'DATA_REQUEST_STATE_PARTLY'
  | 'DATA_REQUEST_STATE_REFUSED'

export interface DataRequest {
  dataRequestId: string
  subjectId: string
  subjectName: string
  institutionId: string
  kind: DataRequestKind
  state: DataRequestState
  text?: string
  filedAt: string
  dueAt: string
  overdue?: boolean
  filedByName?: string
  handledByName?: string
  answeredAt?: string
  answer?: string
  kept?: KeptData[]
  revision?: string
}

export interface DataRequestPage {
  requests?: DataRequest[]
  nextPageToken?: string
}

export interface RetentionRule {
  kind: string
  days?: number
  due?: string
  erased?: string
  lastRunAt?: string
}

/** A person, a session or a row that the next run would erase. */
export interface RetentionItem {
  objectId: string
  dueSince?: string
}

export interface Retention {
  rules?: RetentionRule[]
  picturesWaiting?: string
  picturesErased?: string
  active?: boolean
}

export interface FaceCount {
  people?: string
  threshold: string
  warning?: boolean
  noticeEn?: string
  noticeZh?: string
}

export interface SubjectExport {
  subjectId: string
  document: string
  summaryEn: string
  summaryZh: string
}
