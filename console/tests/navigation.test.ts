import { describe, expect, it } from 'vitest'
import type { Role } from '../src/api/types'
import { GROUPS, groupsFor, pageOf } from '../src/live/navigation'

const ROUTER = Object.values(import.meta.glob<string>('../src/router.ts', { query: '?raw', import: 'default', eager: true })).join('')
const ROUTES = [...ROUTER.matchAll(/name: '([\w-]+)'/g)].map((match) => match[1]!)
const names = (role?: Role) => groupsFor(role).flatMap((group) => group.pages.map((page) => page.name))

describe('the navigation', () => {
  it('leadsToEveryPageThatIsNotOfOneThing', () => {
    const elsewhere = ['sign-in', 'provider', 'password', 'sign-ins', 'check-in', 'check-in-screen', 'not-found']
    const led = GROUPS.flatMap((group) => group.pages.map((page) => page.name))

    expect(ROUTES.length).toBeGreaterThan(20)
    expect(ROUTES.map(pageOf).filter((name) => !elsewhere.includes(name) && !led.includes(name))).toEqual([])
    expect(led.filter((name) => !ROUTES.includes(name))).toEqual([])
  })

  it('showsWhatARoleMayOpen', () => {
    expect(names()).toEqual([])
    expect(names('ROLE_TRAINEE')).toEqual(['sessions', 'people', 'looks'])
    expect(names('ROLE_INSTITUTION_ADMINISTRATOR')).not.toContain('accounts')
    expect(names('ROLE_AUDITOR')).not.toContain('rooms')
    expect(names('ROLE_AUTHORITY_SUPERVISOR')).toHaveLength(GROUPS.flatMap((group) => group.pages).length)
  })

  it('leavesOutGroupsWithoutPages', () => {
    expect(groupsFor('ROLE_TRAINEE').map((group) => group.key)).toEqual(['supervision', 'people', 'system'])
  })

  it('findsThePageOfOneThing', () => {
    expect(pageOf('case')).toBe('review')
    expect(pageOf('review')).toBe('review')
    expect(pageOf(undefined)).toBe('')
  })
})
