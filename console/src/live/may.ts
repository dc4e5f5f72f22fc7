import type { Role } from '../api/types'

/** Enters what people claim and plan: an institution for itself, and the authority where one is set up. */
export function enters(role: Role | undefined): boolean {
  return role === 'ROLE_AUTHORITY_SUPERVISOR' || role === 'ROLE_INSTITUTION_ADMINISTRATOR'
}

/** Judges what others entered: supervisors, never an institution. */
export function decides(role: Role | undefined): boolean {
  return role === 'ROLE_AUTHORITY_SUPERVISOR' || role === 'ROLE_BUREAU_SUPERVISOR'
}

/** Sees what people laid down, and the history: everybody but trainees and platforms. */
export function seesHistory(role: Role | undefined): boolean {
  return enters(role) || decides(role) || role === 'ROLE_AUDITOR'
}
