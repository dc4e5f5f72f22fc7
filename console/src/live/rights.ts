import type { Role } from '../api/types'

/**
 * Which roles may make a call, of those calls that the console shows to some roles only. The server decides; this is for
 * not offering what would be refused. A test compares it with the table of roles that the server is tested by.
 */
const AUTHORITY: Role = 'ROLE_AUTHORITY_SUPERVISOR'
const BUREAU: Role = 'ROLE_BUREAU_SUPERVISOR'
const INSTITUTION: Role = 'ROLE_INSTITUTION_ADMINISTRATOR'
const AUDITOR: Role = 'ROLE_AUDITOR'
const PLATFORM: Role = 'ROLE_PLATFORM'

export const RIGHTS = {
  'RegistryService/CreateClass': [AUTHORITY, INSTITUTION],
  'RegistryService/CreateSource': [AUTHORITY, INSTITUTION],
  'ClassService/ApproveClass': [AUTHORITY, BUREAU],
  'ClassService/RejectClass': [AUTHORITY, BUREAU],
  'ClassService/SuspendClass': [AUTHORITY, BUREAU],
  'ClassService/ResumeClass': [AUTHORITY, BUREAU],
  'ClassService/AcceptClass': [AUTHORITY, BUREAU],
  'ClassService/ReturnClass': [AUTHORITY, BUREAU],
  'ClassService/ChangeApplication': [INSTITUTION],
  'ClassService/EndClass': [INSTITUTION],
  'ClassService/FileClass': [INSTITUTION],
  'PlaceService/AddSite': [AUTHORITY, INSTITUTION],
  'PlaceService/PlaceCamera': [AUTHORITY, INSTITUTION],
  'TimetableService/PlanSessions': [AUTHORITY, INSTITUTION],
  'TimetableService/ChangeSession': [AUTHORITY, INSTITUTION],
  'TimetableService/CancelSession': [AUTHORITY, INSTITUTION],
  'TeacherService/FindTeacher': [AUTHORITY, BUREAU, INSTITUTION, AUDITOR],
  'TeacherService/EngageTeacher': [AUTHORITY, INSTITUTION],
  'TeacherService/EndEngagement': [AUTHORITY, INSTITUTION],
  'TeacherService/ChangeTeacher': [AUTHORITY, INSTITUTION],
  'TeacherService/CountTeaching': [AUTHORITY, BUREAU, AUDITOR],
  'ImportService/ImportTrainees': [AUTHORITY, INSTITUTION],
  'ImportService/StartPhotoImport': [AUTHORITY, INSTITUTION],
  'ImportService/CancelPhotoImport': [AUTHORITY, INSTITUTION],
  'EnrolmentService/ResolveLookalike': [AUTHORITY, BUREAU],
  'RecordingService/SetRecordingPolicy': [AUTHORITY],
  'SourceViewService/ResetSourceView': [AUTHORITY],
  'WatchService/ListWatches': [AUTHORITY, BUREAU, AUDITOR],
  '/v1/events': [AUTHORITY, BUREAU, INSTITUTION, PLATFORM],
  '/v1/sessions/:session_id/live': [AUTHORITY, BUREAU, INSTITUTION],
  '/v1/sessions/:session_id/picture': [AUTHORITY, BUREAU, INSTITUTION],
} as const satisfies Record<string, readonly Role[]>

export type Call = keyof typeof RIGHTS

export function mayCall(role: Role | undefined, call: Call): boolean {
  return role !== undefined && (RIGHTS[call] as readonly Role[]).includes(role)
}
