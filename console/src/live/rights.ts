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
const TRAINEE: Role = 'ROLE_TRAINEE'

/** Everybody but platforms and trainees. */
const STAFF = [AUTHORITY, BUREAU, INSTITUTION, AUDITOR] as const
const SUPERVISORS = [AUTHORITY, BUREAU] as const

export const RIGHTS = {
  'AccountService/ListAccounts': [AUTHORITY, AUDITOR],
  'AccountService/CreateAccount': [AUTHORITY],
  'RegistryService/ListInstitutions': STAFF,
  'RegistryService/ListClasses': STAFF,
  'RegistryService/ListSubjects': STAFF,
  'RegistryService/CreateClass': [AUTHORITY, INSTITUTION],
  'RegistryService/CreateSubject': [AUTHORITY, INSTITUTION],
  'RegistryService/EnrolPhoto': [AUTHORITY, INSTITUTION],
  'RegistryService/CreateSource': [AUTHORITY, INSTITUTION],
  'SourceTestService/TestSource': [AUTHORITY, INSTITUTION],
  'PlatformService/ListPlatformKeys': [AUTHORITY, AUDITOR],
  'PlatformService/AddPlatformKey': [AUTHORITY],
  'ClassService/ApproveClass': SUPERVISORS,
  'ClassService/RejectClass': SUPERVISORS,
  'ClassService/SuspendClass': SUPERVISORS,
  'ClassService/ResumeClass': SUPERVISORS,
  'ClassService/AcceptClass': SUPERVISORS,
  'ClassService/ReturnClass': SUPERVISORS,
  'ClassService/ChangeApplication': [INSTITUTION],
  'ClassService/EndClass': [INSTITUTION],
  'ClassService/FileClass': [INSTITUTION],
  'PlaceService/ListSites': STAFF,
  'PlaceService/AddSite': [AUTHORITY, INSTITUTION],
  'PlaceService/PlaceCamera': [AUTHORITY, INSTITUTION],
  'TimetableService/PlanSessions': [AUTHORITY, INSTITUTION],
  'TimetableService/ChangeSession': [AUTHORITY, INSTITUTION],
  'TimetableService/CancelSession': [AUTHORITY, INSTITUTION],
  'TimetableService/ListTimetable': STAFF,
  'TimetableService/ListSessionHistory': STAFF,
  'TeacherService/ListTeachers': STAFF,
  'TeacherService/EnrolTeacher': [AUTHORITY, INSTITUTION],
  'TeacherService/FindTeacher': STAFF,
  'TeacherService/EngageTeacher': [AUTHORITY, INSTITUTION],
  'TeacherService/EndEngagement': [AUTHORITY, INSTITUTION],
  'TeacherService/ChangeTeacher': [AUTHORITY, INSTITUTION],
  'TeacherService/CountTeaching': [AUTHORITY, BUREAU, AUDITOR],
  'ImportService/ListPhotoImports': STAFF,
  'ImportService/ImportTrainees': [AUTHORITY, INSTITUTION],
  'ImportService/StartPhotoImport': [AUTHORITY, INSTITUTION],
  'ImportService/CancelPhotoImport': [AUTHORITY, INSTITUTION],
  'EnrolmentService/ListLookalikes': STAFF,
  'EnrolmentService/ResolveLookalike': SUPERVISORS,
  'SessionService/ListSessions': [...STAFF, PLATFORM, TRAINEE],
  'SessionService/ListSourceHealth': STAFF,
  'PolicyService/ListPolicies': STAFF,
  'PolicyService/CreatePolicyVersion': [AUTHORITY],
  'PolicyService/AssignPolicy': [AUTHORITY, INSTITUTION],
  'AttendanceService/SetSessionPolicy': [AUTHORITY, INSTITUTION],
  'AttendanceService/ImportSignInList': [AUTHORITY, INSTITUTION],
  'AttendanceService/GetCheckInCode': [AUTHORITY, INSTITUTION],
  'AttendanceService/VerifyManually': [AUTHORITY, INSTITUTION],
  'AttendanceService/SecondStatement': SUPERVISORS,
  'AttendanceService/ListStatements': STAFF,
  'AttendanceService/ListAttendanceHistory': STAFF,
  'RecordingService/SetRecordingPolicy': [AUTHORITY],
  'SourceViewService/ResetSourceView': [AUTHORITY],
  'WatchService/ListWatches': [AUTHORITY, BUREAU, AUDITOR],
  'AccessLogService/ListAccessLog': [...STAFF, TRAINEE],
  'ReviewService/ListCases': STAFF,
  'ReviewService/DecideCase': SUPERVISORS,
  'RollCallService/StartRollCall': SUPERVISORS,
  'PeopleService/PublishConsentText': [AUTHORITY],
  'PeopleService/GetConsent': [...STAFF, TRAINEE],
  'PeopleService/GiveConsent': [AUTHORITY, INSTITUTION, TRAINEE],
  'PeopleService/ExportSubject': [AUTHORITY, BUREAU, INSTITUTION, TRAINEE],
  'PeopleService/AnswerDataRequest': SUPERVISORS,
  'PeopleService/GetRetention': [AUTHORITY, AUDITOR],
  'PeopleService/CountFaces': [AUTHORITY, BUREAU, AUDITOR],
  'SpotCheckService/ListSpotDraws': [AUTHORITY, BUREAU, AUDITOR],
  'SpotCheckService/ListSpotChecks': STAFF,
  'SpotCheckService/PlanSpotDraw': SUPERVISORS,
  '/v1/events': [AUTHORITY, BUREAU, INSTITUTION, PLATFORM],
  '/v1/sessions/:session_id/live': [AUTHORITY, BUREAU, INSTITUTION],
  '/v1/sessions/:session_id/picture': [AUTHORITY, BUREAU, INSTITUTION],
} as const satisfies Record<string, readonly Role[]>

export type Call = keyof typeof RIGHTS

export function mayCall(role: Role | undefined, call: Call): boolean {
  return role !== undefined && (RIGHTS[call] as readonly Role[]).includes(role)
}
