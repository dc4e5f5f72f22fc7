import { query, type ApiClient } from './client'
import type { ConsentState } from './people'
import type { RosterRole, Session, SessionKind } from './types'

/** Classes, timetables, places and teachers, as protobuf JSON writes them; see types.ts. */

export interface PageOf<T> {
  rows: T[]
  next?: string
}

export interface Institution {
  institutionId: string
  name?: string
  prefecture?: string
  prefectureId?: string
}

export type ClassStatus =
  | 'CLASS_STATUS_APPLIED'
  | 'CLASS_STATUS_APPROVED'
  | 'CLASS_STATUS_RUNNING'
  | 'CLASS_STATUS_ENDED'
  | 'CLASS_STATUS_FILED'
  | 'CLASS_STATUS_ACCEPTED'
  | 'CLASS_STATUS_REJECTED'
  | 'CLASS_STATUS_SUSPENDED'

export interface ClassApplication {
  startsOn?: string
  endsOn?: string
  classHours?: number
  trainees?: number
  note?: string
}

export interface TrainingClass {
  classId: string
  institutionId: string
  institutionName?: string
  name?: string
  programme?: string
  status?: ClassStatus
  statusSince?: string
  createdAt?: string
  revision?: string
  application?: ClassApplication
  rosterSize?: number
  sessions?: number
}

export interface ClassFilter {
  search?: string
  status?: string
  institution?: string
}

/** What is applied for. */
export interface ClassForm {
  name: string
  programme: string
  application: ClassApplication
}

export type ClassTransition =
  | 'CLASS_TRANSITION_APPLY'
  | 'CLASS_TRANSITION_CHANGE'
  | 'CLASS_TRANSITION_APPLY_AGAIN'
  | 'CLASS_TRANSITION_APPROVE'
  | 'CLASS_TRANSITION_REJECT'
  | 'CLASS_TRANSITION_BEGIN'
  | 'CLASS_TRANSITION_SUSPEND'
  | 'CLASS_TRANSITION_RESUME'
  | 'CLASS_TRANSITION_END'
  | 'CLASS_TRANSITION_FILE'
  | 'CLASS_TRANSITION_RETURN'
  | 'CLASS_TRANSITION_ACCEPT'

export interface ClassEvent {
  revision?: string
  transition?: ClassTransition
  from?: ClassStatus
  to?: ClassStatus
  reason?: string
  at?: string
  byName?: string
  byRole?: string
}

export interface Subject {
  subjectId: string
  institutionId?: string
  name?: string
  maskedIdNumber?: string
  consentedAt?: string
  references?: number
  enrolment?: string
  consentState?: ConsentState
}

/** What the server says about one photo. */
export interface Enrolment {
  accepted?: boolean
  problems?: { messageEn?: string; messageZh?: string }[]
  warnings?: { messageEn?: string; messageZh?: string }[]
  references?: number
  state?: string
  nextEn?: string
  nextZh?: string
}

export interface NewSubject {
  institutionId: string
  name: string
  idNumber: string
  consent?: boolean
  consentTextVersion?: string
  consentLanguage?: string
}

export interface Certificate {
  name: string
  number: string
}

export interface NewTeacher {
  subjectId: string
  idNumber: string
  title: string
  trades: string[]
  certificates: Certificate[]
  /** A day; empty: from today. */
  engagedFrom: string
  engagedUntil: string
}

export interface RosterEntry {
  subjectId: string
  role?: RosterRole
  subject?: Subject
}

export type ConflictKind =
  | 'KIND_CLASSROOM'
  | 'KIND_SOURCE'
  | 'KIND_TEACHER'
  | 'KIND_TRAINEE'
  | 'KIND_CLASS'
  | 'KIND_HOURS_OF_THE_DAY'
  | 'KIND_TOO_LONG'
  | 'KIND_CLASS_HOURS'
  | 'KIND_NOT_ENGAGED'
  | 'KIND_PAST'

/** What stands in the way of a planned session. */
export interface TimetableConflict {
  session?: number
  kind?: ConflictKind
  name?: string
  messageEn?: string
  messageZh?: string
}

export interface PlanPattern {
  firstDay: string
  lastDay: string
  /** 1 Monday to 7 Sunday. */
  weekdays: number[]
  times: { from: string; to: string }[]
  exceptDays: string[]
}

export interface PlanRequest {
  kind: SessionKind
  classroomId: string
  sourceId: string
  teacherId: string
  pattern: PlanPattern
  dryRun?: boolean
  requestId?: string
}

export interface PlanAnswer {
  sessions?: Session[]
  conflicts?: TimetableConflict[]
  furtherConflicts?: number
}

export interface SessionChange {
  startsAt?: string
  endsAt?: string
  classroomId?: string
  sourceId?: string
  teacherId?: string
  reason: string
  expectedRevision?: string
}

export interface TimetablePage {
  sessions?: Session[]
  nextPageToken?: string
  /** In which times of day are meant. */
  timeZone?: string
}

export interface SessionStep {
  revision?: string
  what?: string
  before?: string
  reason?: string
  at?: string
  byName?: string
  byRole?: string
}

export interface PlacedCamera {
  sourceId: string
  name?: string
  classroomId?: string
}

export interface Classroom {
  classroomId: string
  siteId?: string
  name?: string
  capacity?: number
  revision?: string
  cameras?: PlacedCamera[]
}

export interface Site {
  siteId: string
  institutionId?: string
  name?: string
  address?: string
  revision?: string
  classrooms?: Classroom[]
}

export interface Source {
  sourceId: string
  institutionId?: string
  name?: string
  address?: string
}

export interface Engagement {
  engagementId: string
  institutionId?: string
  institutionName?: string
  fromOn?: string
  untilOn?: string
  revision?: string
}

export interface Teacher {
  teacherId: string
  name?: string
  maskedIdNumber?: string
  title?: string
  trades?: string[]
  certificates?: { name?: string; number?: string }[]
  engagements?: Engagement[]
  engagedElsewhere?: number
  revision?: string
  enrolment?: string
}

export interface TeachingRow {
  teacherId: string
  teacherName?: string
  institutionId?: string
  institutionName?: string
  sessions?: number
  classHours?: number
  institutions?: number
}

export interface TeachingFilter {
  from: string
  until: string
  leastInstitutions?: number
}

/** What somebody should know of a row or a file. */
export interface ImportFinding {
  code?: string
  messageEn?: string
  messageZh?: string
}

export type RowOutcome = 'OUTCOME_NEW' | 'OUTCOME_KNOWN' | 'OUTCOME_ON_ROSTER' | 'OUTCOME_BAD'

export interface ImportRow {
  line?: number
  name?: string
  maskedIdNumber?: string
  outcome?: RowOutcome
  findings?: ImportFinding[]
}

export interface TraineeReport {
  rows?: number
  entered?: number
  known?: number
  onRoster?: number
  bad?: number
  report?: ImportRow[]
}

export interface TraineeTable {
  institutionId: string
  classId: string
  /** Base64. */
  file: string
  consentTextVersion: string
  dryRun: boolean
}

export type PhotoImportState =
  | 'STATE_UPLOADING'
  | 'STATE_WAITING'
  | 'STATE_RUNNING'
  | 'STATE_DONE'
  | 'STATE_FAILED'
  | 'STATE_CANCELLED'

export interface PhotoImport {
  importId: string
  institutionId?: string
  institutionName?: string
  classId?: string
  state?: PhotoImportState
  sizeBytes?: string
  received?: string
  files?: number
  done?: number
  accepted?: number
  refused?: number
  unmatched?: number
  interruptions?: number
  failure?: ImportFinding
  createdAt?: string
  endedAt?: string
  byName?: string
}

export type PhotoOutcome = 'OUTCOME_ACCEPTED' | 'OUTCOME_REFUSED' | 'OUTCOME_UNMATCHED'

export interface PhotoImportItem {
  number?: number
  fileName?: string
  subjectId?: string
  name?: string
  outcome?: PhotoOutcome
  findings?: ImportFinding[]
}

/** Of a page: enough for a screen; whoever needs all reads on. */
const PAGE_SIZE = 100
/** Choices in a form: more than this many are not offered, the form says so. */
export const MOST_CHOICES = 1_000

const id = encodeURIComponent

/** Calls about classes, timetables, places and teachers. Every failure is an ApiProblem. */
export class School {
  constructor(private readonly client: ApiClient) {}

  async institutions(token?: string, signal?: AbortSignal): Promise<PageOf<Institution>> {
    type Answer = { institutions?: Institution[]; nextPageToken?: string }
    const answer = await this.client.get<Answer>(`/v1/institutions${page(token)}`, signal)
    return { rows: answer.institutions ?? [], next: answer.nextPageToken }
  }

  async classes(filter: ClassFilter, token?: string, signal?: AbortSignal): Promise<PageOf<TrainingClass>> {
    type Answer = { classes?: TrainingClass[]; nextPageToken?: string }
    const wanted = { search: filter.search, status: filter.status, institution_id: filter.institution }
    const answer = await this.client.get<Answer>(`/v1/classes${page(token, wanted)}`, signal)
    return { rows: answer.classes ?? [], next: answer.nextPageToken }
  }

  trainingClass(classId: string, signal?: AbortSignal): Promise<TrainingClass> {
    return this.client.get(`/v1/classes/${id(classId)}`, signal)
  }

  applyForClass(institutionId: string, form: ClassForm): Promise<TrainingClass> {
    return this.client.send('/v1/classes', { institutionId, ...form })
  }

  changeApplication(classId: string, form: ClassForm, reason: string, expectedRevision?: string): Promise<TrainingClass> {
    return this.client.send(`/v1/classes/${id(classId)}/application`, { ...form, reason, expectedRevision })
  }

  /** @param path of the act, e.g. "approval" */
  moveClass(classId: string, path: string, reason: string, expectedRevision?: string): Promise<TrainingClass> {
    return this.client.send(`/v1/classes/${id(classId)}/${path}`, { reason, expectedRevision })
  }

  async classHistory(classId: string, token?: string, signal?: AbortSignal): Promise<PageOf<ClassEvent>> {
    type Answer = { events?: ClassEvent[]; nextPageToken?: string }
    const answer = await this.client.get<Answer>(`/v1/classes/${id(classId)}/history${page(token)}`, signal)
    return { rows: answer.events ?? [], next: answer.nextPageToken }
  }

  async roster(classId: string, signal?: AbortSignal): Promise<RosterEntry[]> {
    type Answer = { entries?: RosterEntry[] }
    return (await this.client.get<Answer>(`/v1/classes/${id(classId)}/roster`, signal)).entries ?? []
  }

  /** The sessions of a class, or of all, that begin between two instants at most 92 days apart. */
  timetable(
    of: { classId?: string; institution?: string },
    from: string,
    to: string,
    token?: string,
    signal?: AbortSignal,
  ): Promise<TimetablePage> {
    const wanted = { class_id: of.classId, institution_id: of.institution, from, to }
    return this.client.get(`/v1/timetable${page(token, wanted)}`, signal)
  }

  plan(classId: string, request: PlanRequest): Promise<PlanAnswer> {
    return this.client.send(`/v1/classes/${id(classId)}/sessions`, request)
  }

  changeSession(sessionId: string, change: SessionChange): Promise<Session> {
    return this.client.send(`/v1/sessions/${id(sessionId)}`, change)
  }

  cancelSession(sessionId: string, reason: string, expectedRevision?: string): Promise<Session> {
    return this.client.send(`/v1/sessions/${id(sessionId)}/cancellation`, { reason, expectedRevision })
  }

  async sessionHistory(sessionId: string, signal?: AbortSignal): Promise<SessionStep[]> {
    type Answer = { events?: SessionStep[] }
    return (await this.client.get<Answer>(`/v1/sessions/${id(sessionId)}/history`, signal)).events ?? []
  }

  async sites(institution?: string, token?: string, signal?: AbortSignal): Promise<PageOf<Site>> {
    type Answer = { sites?: Site[]; nextPageToken?: string }
    const answer = await this.client.get<Answer>(`/v1/sites${page(token, { institution_id: institution })}`, signal)
    return { rows: answer.sites ?? [], next: answer.nextPageToken }
  }

  addSite(institutionId: string, name: string, address: string): Promise<Site> {
    return this.client.send('/v1/sites', { institutionId, name, address })
  }

  changeSite(site: Site, name: string, address: string): Promise<Site> {
    return this.client.send(`/v1/sites/${id(site.siteId)}`, { name, address, expectedRevision: site.revision })
  }

  addClassroom(siteId: string, name: string, capacity: number): Promise<Classroom> {
    return this.client.send(`/v1/sites/${id(siteId)}/classrooms`, { name, capacity })
  }

  changeClassroom(room: Classroom, name: string, capacity: number): Promise<Classroom> {
    const wanted = { name, capacity, expectedRevision: room.revision }
    return this.client.send(`/v1/classrooms/${id(room.classroomId)}`, wanted)
  }

  /** @param classroomId empty: it hangs nowhere */
  placeCamera(sourceId: string, classroomId: string): Promise<PlacedCamera> {
    return this.client.send(`/v1/sources/${id(sourceId)}/classroom`, { classroomId })
  }

  async sources(institution?: string, token?: string, signal?: AbortSignal): Promise<PageOf<Source>> {
    type Answer = { sources?: Source[]; nextPageToken?: string }
    const answer = await this.client.get<Answer>(`/v1/sources${page(token, { institution_id: institution })}`, signal)
    return { rows: answer.sources ?? [], next: answer.nextPageToken }
  }

  async teachers(search: string, institution?: string, token?: string, signal?: AbortSignal): Promise<PageOf<Teacher>> {
    type Answer = { teachers?: Teacher[]; nextPageToken?: string }
    const wanted = page(token, { search, institution_id: institution })
    const answer = await this.client.get<Answer>(`/v1/teachers${wanted}`, signal)
    return { rows: answer.teachers ?? [], next: answer.nextPageToken }
  }

  teacher(teacherId: string, signal?: AbortSignal): Promise<Teacher> {
    return this.client.get(`/v1/teachers/${id(teacherId)}`, signal)
  }

  /** Enters somebody who is a subject already into the register of teachers. */
  enrolTeacher(teacher: NewTeacher): Promise<Teacher> {
    return this.client.send('/v1/teachers', teacher)
  }

  async subjects(filter: { search?: string; institution?: string }, token?: string, signal?: AbortSignal): Promise<PageOf<Subject>> {
    type Answer = { subjects?: Subject[]; nextPageToken?: string }
    const wanted = page(token, { search: filter.search, institution_id: filter.institution })
    const answer = await this.client.get<Answer>(`/v1/subjects${wanted}`, signal)
    return { rows: answer.subjects ?? [], next: answer.nextPageToken }
  }

  subject(subjectId: string, signal?: AbortSignal): Promise<Subject> {
    return this.client.get(`/v1/subjects/${id(subjectId)}`, signal)
  }

  createSubject(subject: NewSubject): Promise<Subject> {
    return this.client.send('/v1/subjects', subject)
  }

  /** @param photo in base64 */
  enrolPhoto(subjectId: string, photo: string): Promise<Enrolment> {
    return this.client.send(`/v1/subjects/${id(subjectId)}/photos`, { photo })
  }

  async addToRoster(classId: string, subjectId: string): Promise<void> {
    await this.client.send(`/v1/classes/${id(classId)}/roster`, { entries: [{ subjectId, role: 'ROSTER_ROLE_TRAINEE' }] })
  }

  /** @param address with user and password, if it needs them */
  createSource(institutionId: string, name: string, address: string): Promise<Source> {
    return this.client.send('/v1/sources', { institutionId, name, address })
  }

  findTeacher(idNumber: string): Promise<Teacher> {
    return this.client.send('/v1/teacher-search', { idNumber })
  }

  /** @param addCertificates to those there are */
  changeTeacher(teacher: Teacher, title: string, trades: string[], addCertificates: Certificate[], reason: string): Promise<Teacher> {
    const wanted = { title, trades, addCertificates, reason, expectedRevision: teacher.revision }
    return this.client.send(`/v1/teachers/${id(teacher.teacherId)}`, wanted)
  }

  engage(teacherId: string, institutionId: string, fromOn: string, untilOn: string): Promise<Teacher> {
    return this.client.send(`/v1/teachers/${id(teacherId)}/engagements`, { institutionId, fromOn, untilOn })
  }

  endEngagement(engagement: Engagement, untilOn: string, reason: string): Promise<Teacher> {
    const wanted = { untilOn, reason, expectedRevision: engagement.revision }
    return this.client.send(`/v1/engagements/${id(engagement.engagementId)}/end`, wanted)
  }

  importTrainees(table: TraineeTable): Promise<TraineeReport> {
    return this.client.send('/v1/trainee-imports', table)
  }

  startPhotoImport(institutionId: string, classId: string, sizeBytes: number, requestId: string): Promise<PhotoImport> {
    return this.client.send('/v1/photo-imports', { institutionId, classId, sizeBytes, requestId })
  }

  uploadPhotoPart(importId: string, offset: number, content: string): Promise<PhotoImport> {
    return this.client.send(`/v1/photo-imports/${id(importId)}/parts`, { offset, content })
  }

  cancelPhotoImport(importId: string): Promise<PhotoImport> {
    return this.client.send(`/v1/photo-imports/${id(importId)}/cancellation`, {})
  }

  photoImport(importId: string, signal?: AbortSignal): Promise<PhotoImport> {
    return this.client.get(`/v1/photo-imports/${id(importId)}`, signal)
  }

  async photoImports(institution?: string, token?: string, signal?: AbortSignal): Promise<PageOf<PhotoImport>> {
    type Answer = { imports?: PhotoImport[]; nextPageToken?: string }
    const wanted = page(token, { institution_id: institution })
    const answer = await this.client.get<Answer>(`/v1/photo-imports${wanted}`, signal)
    return { rows: answer.imports ?? [], next: answer.nextPageToken }
  }

  async photoImportItems(
    importId: string,
    findingsOnly: boolean,
    token?: string,
    signal?: AbortSignal,
  ): Promise<PageOf<PhotoImportItem>> {
    type Answer = { items?: PhotoImportItem[]; nextPageToken?: string }
    const wanted = page(token, { findings_only: findingsOnly ? 'true' : undefined })
    const answer = await this.client.get<Answer>(`/v1/photo-imports/${id(importId)}/items${wanted}`, signal)
    return { rows: answer.items ?? [], next: answer.nextPageToken }
  }

  async teaching(filter: TeachingFilter, token?: string, signal?: AbortSignal): Promise<PageOf<TeachingRow>> {
    type Answer = { rows?: TeachingRow[]; nextPageToken?: string }
    const wanted = { from_on: filter.from, until_on: filter.until, least_institutions: filter.leastInstitutions }
    const answer = await this.client.get<Answer>(`/v1/teaching${page(token, wanted)}`, signal)
    return { rows: answer.rows ?? [], next: answer.nextPageToken }
  }
}

function page(token?: string, filter: Record<string, string | number | undefined> = {}): string {
  return query({ ...filter, page_size: PAGE_SIZE, page_token: token })
}

/** All pages one after the other, up to so many rows. */
export async function readAll<T>(read: (token?: string) => Promise<PageOf<T>>, most: number): Promise<T[]> {
  const found: T[] = []
  let token: string | undefined
  do {
    const answer = await read(token)
    found.push(...answer.rows)
    token = answer.next
  } while (token && found.length < most)
  return found.slice(0, most)
}
