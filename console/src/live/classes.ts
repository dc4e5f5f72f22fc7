import type { ClassStatus, TrainingClass } from '../api/school'
import type { Role, Session } from '../api/types'
import { mayCall, type Call } from './rights'

/** An act on a class: where it begins, and whether a reason is needed; as the server's table of moves has it. */
export interface ClassAct {
  name: 'approve' | 'reject' | 'suspend' | 'resume' | 'accept' | 'return' | 'end' | 'file'
  call: Call
  /** Last part of its address. */
  path: string
  from: ClassStatus[]
  needsReason: boolean
  /** Somebody loses something by it. */
  grave?: boolean
}

export const ACTS: readonly ClassAct[] = [
  { name: 'approve', call: 'ClassService/ApproveClass', path: 'approval', from: ['CLASS_STATUS_APPLIED'], needsReason: false },
  { name: 'reject', call: 'ClassService/RejectClass', path: 'rejection', from: ['CLASS_STATUS_APPLIED'], needsReason: true, grave: true },
  {
    name: 'suspend',
    call: 'ClassService/SuspendClass',
    path: 'suspension',
    from: ['CLASS_STATUS_APPROVED', 'CLASS_STATUS_RUNNING'],
    needsReason: true,
    grave: true,
  },
  { name: 'resume', call: 'ClassService/ResumeClass', path: 'resumption', from: ['CLASS_STATUS_SUSPENDED'], needsReason: true },
  { name: 'accept', call: 'ClassService/AcceptClass', path: 'acceptance', from: ['CLASS_STATUS_FILED'], needsReason: false },
  { name: 'return', call: 'ClassService/ReturnClass', path: 'return', from: ['CLASS_STATUS_FILED'], needsReason: true, grave: true },
  { name: 'end', call: 'ClassService/EndClass', path: 'end', from: ['CLASS_STATUS_RUNNING'], needsReason: false },
  { name: 'file', call: 'ClassService/FileClass', path: 'filing', from: ['CLASS_STATUS_ENDED'], needsReason: false },
]

/** What a role can do with a class as it stands. */
export function actsFor(role: Role | undefined, status: ClassStatus | undefined): ClassAct[] {
  return ACTS.filter((act) => status !== undefined && act.from.includes(status) && mayCall(role, act.call))
}

/** A class can be applied for anew, or differently, until somebody has decided. */
export function mayChangeApplication(role: Role | undefined, status: ClassStatus | undefined): boolean {
  const open = status === 'CLASS_STATUS_APPLIED' || status === 'CLASS_STATUS_REJECTED'
  return open && mayCall(role, 'ClassService/ChangeApplication')
}

/** Sessions are planned for a class that is approved or runs. */
export function mayPlan(role: Role | undefined, status: ClassStatus | undefined): boolean {
  const open = status === 'CLASS_STATUS_APPROVED' || status === 'CLASS_STATUS_RUNNING'
  return open && mayCall(role, 'TimetableService/PlanSessions')
}

/** Before it has begun, by what was read. */
export function isToCome(session: Session, now: number): boolean {
  const waits = session.phase === 'SESSION_PHASE_SCHEDULED' || session.phase === 'SESSION_PHASE_SUSPENDED'
  return waits && Date.parse(session.startsAt) > now
}

/** The usual way of a class. */
export const WAY: readonly ClassStatus[] = [
  'CLASS_STATUS_APPLIED',
  'CLASS_STATUS_APPROVED',
  'CLASS_STATUS_RUNNING',
  'CLASS_STATUS_ENDED',
  'CLASS_STATUS_FILED',
  'CLASS_STATUS_ACCEPTED',
]

export interface Step {
  status: ClassStatus
  state: 'done' | 'now' | 'ahead'
}

/**
 * The way of a class with where it stands: one that was rejected or suspended stands beside the way, after the last step
 * it had taken.
 *
 * @param before where it stood before it was suspended
 */
export function wayOf(status: ClassStatus | undefined, before: ClassStatus | undefined): Step[] {
  const aside = status === 'CLASS_STATUS_REJECTED' || status === 'CLASS_STATUS_SUSPENDED'
  const reached = status === 'CLASS_STATUS_REJECTED' ? 'CLASS_STATUS_APPLIED' : aside ? before : status
  const at = WAY.indexOf(reached ?? 'CLASS_STATUS_APPROVED')
  const steps: Step[] = WAY.map((step, i) => ({ status: step, state: i < at ? 'done' : i > at ? 'ahead' : 'now' }))
  if (aside && status) {
    steps[at] = { status: WAY[at]!, state: 'done' }
    steps.splice(at + 1, 0, { status, state: 'now' })
  }
  return steps
}

/** How the application and what is there compare, for whoever decides: figures that differ are worth a look. */
export function plannedAgainstApplied(one: TrainingClass): { roster?: 'fewer' | 'more'; sessions?: 'none' } {
  const applied = one.application?.trainees ?? 0
  const roster = one.rosterSize ?? 0
  return {
    roster: applied === 0 || roster === applied ? undefined : roster < applied ? 'fewer' : 'more',
    sessions: one.sessions ? undefined : 'none',
  }
}
