import type { Account, Role } from './types'

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

export interface AccountFilter {
  name?: string
  role?: Role | ''
  disabled?: boolean
}

export interface AccountPage {
  accounts?: Account[]
  nextPageToken?: string
}

/** Shown once, and nowhere else. */
export interface FreshPassword {
  account: Account
  oneTimePassword: string
}

export interface NewAccount {
  username: string
  displayName: string
  role: Role
  prefectureId?: string
  institutionId?: string
  subjectId?: string
}

export type AccountEventWhat =
  | 'WHAT_CREATED'
  | 'WHAT_PASSWORD_CHANGED'
  | 'WHAT_PASSWORD_RESET'
  | 'WHAT_DISABLED'
  | 'WHAT_ENABLED'
  | 'WHAT_SIGN_INS_ENDED'
  | 'WHAT_LINKED'
  | 'WHAT_UNLINKED'
  | 'WHAT_ROLE_CHANGED'

export interface AccountEvent {
  what?: AccountEventWhat
  detail?: string
  reason?: string
  at: string
  byName?: string
  byRole?: Role
}

export type SignInMethod = 'METHOD_PASSWORD' | 'METHOD_PROVIDER'

export type SignInEnd =
  | 'END_SIGNED_OUT'
  | 'END_ENDED'
  | 'END_PASSWORD_CHANGED'
  | 'END_PASSWORD_RESET'
  | 'END_DISABLED'
  | 'END_ROLE_CHANGED'
  | 'END_EXPIRED'

export interface SignInEntry {
  signInId: string
  accountId: string
  username?: string
  method?: SignInMethod
  address?: string
  agent?: string
  createdAt: string
  usedAt?: string
  expiresAt?: string
  endedAt?: string
  end?: SignInEnd
  current?: boolean
}

export interface SignInPageOf {
  signIns?: SignInEntry[]
  nextPageToken?: string
}

export interface Place {
  id: string
  name: string
}

/** With which people may sign in beside local accounts. */
export interface IdentityProvider {
  on?: boolean
  name?: string
}

export type PlatformKeyKind = 'PLATFORM_KEY_KIND_BEARER' | 'PLATFORM_KEY_KIND_HMAC_SHA256' | 'PLATFORM_KEY_KIND_ED25519'

export interface PlatformKey {
  keyId: string
  kind?: PlatformKeyKind
  createdAt: string
  createdByName?: string
  revokedAt?: string
  revokedByName?: string
  reason?: string
}

/** The secret is shown once; of an Ed25519 key there is none. */
export interface FreshKey {
  keyId: string
  secret?: string
}

export interface Platform {
  id: string
  institution: string
  name: string
}
