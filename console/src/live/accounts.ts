import type { Account, Role } from '../api/types'

/** Roles of people, who have accounts; a platform has keys. */
export const PEOPLE_ROLES: readonly Role[] = [
  'ROLE_AUTHORITY_SUPERVISOR',
  'ROLE_BUREAU_SUPERVISOR',
  'ROLE_INSTITUTION_ADMINISTRATOR',
  'ROLE_AUDITOR',
  'ROLE_TRAINEE',
]

export type AccountState = 'open' | 'fresh' | 'disabled'

export function accountState(account: Account): AccountState {
  return account.disabledAt ? 'disabled' : account.mustChangePassword ? 'fresh' : 'open'
}
