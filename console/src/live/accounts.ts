import type { Account } from '../api/types'
import { t, tOr } from '../text'

export type AccountState = 'open' | 'fresh' | 'disabled'

export function accountState(account: Account): AccountState {
  return account.disabledAt ? 'disabled' : account.mustChangePassword ? 'fresh' : 'open'
}

export type AccountColumn = 'name' | 'username' | 'role' | 'since'

const KEYS: Record<AccountColumn, (account: Account) => string> = {
  name: (account) => account.displayName ?? '',
  username: (account) => account.username,
  role: (account) => account.role ?? '',
  since: (account) => account.createdAt ?? '',
}

export function sortedAccounts(accounts: readonly Account[], column: AccountColumn, descending: boolean): Account[] {
  const sign = descending ? -1 : 1
  return [...accounts].sort((a, b) => sign * KEYS[column](a).localeCompare(KEYS[column](b)))
}

/** Rows for a table file, the first one with the names of the columns. */
export function accountRows(accounts: readonly Account[]): string[][] {
  const head = [
    t('accounts.name'),
    t('accounts.username'),
    t('accounts.role'),
    t('accounts.state'),
    t('accounts.reason'),
    t('accounts.since'),
  ]
  const rows = accounts.map((account) => [
    account.displayName ?? '',
    account.username,
    tOr(`role.${account.role}`, ''),
    tOr(`accounts.state.${accountState(account)}`, ''),
    account.disabledReason ?? '',
    account.createdAt ?? '',
  ])
  return [head, ...rows]
}
