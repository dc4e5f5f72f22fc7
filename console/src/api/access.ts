import type { Role } from './types'

export type LookKind =
  | 'LOOK_KIND_PICTURE'
  | 'LOOK_KIND_RECORD'
  | 'LOOK_KIND_LIVE'
  | 'LOOK_KIND_CLIP'
  | 'LOOK_KIND_CHANGE'

export type LookObject =
  | 'LOOK_OBJECT_SUBJECT'
  | 'LOOK_OBJECT_PICTURE'
  | 'LOOK_OBJECT_SESSION'
  | 'LOOK_OBJECT_ANOMALY'
  | 'LOOK_OBJECT_CLASS'
  | 'LOOK_OBJECT_INSTITUTION'
  | 'LOOK_OBJECT_SOURCE'

/** An entry of the access log. Trainees are not told who it was. */
export interface Look {
  entryId: string
  at: string
  kind?: LookKind
  what?: string
  object?: LookObject
  objectId?: string
  detail?: string
  subjectId?: string
  subjectName?: string
  sessionId?: string
  className?: string
  sessionStartsAt?: string
  institutionId?: string
  institutionName?: string
  why?: string
  callerId?: string
  callerName?: string
  callerRole?: Role
}

export interface LookFilter {
  who?: string
  whose?: string
  subject?: string
  session?: string
  kind?: LookKind | ''
  from?: string
  until?: string
}

export interface LookPage {
  looks?: Look[]
  nextPageToken?: string
}
