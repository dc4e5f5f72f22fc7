import type { TextKey } from '../text'
import type { Role } from '../api/types'
import { mayCall, type Call } from './rights'

/** A page that the navigation leads to: the name of its route, and the call without which it would be empty. */
export interface NavigationPage {
  name: string
  text: TextKey
  call: Call
}

export interface NavigationGroup {
  key: string
  text: TextKey
  pages: NavigationPage[]
}

/** By what people do: watch over classes, run them, look after people, look after the system. */
export const GROUPS: readonly NavigationGroup[] = [
  {
    key: 'supervision',
    text: 'nav.supervision',
    pages: [
      { name: 'sessions', text: 'sessions.title', call: 'SessionService/ListSessions' },
      { name: 'rooms', text: 'rooms.title', call: '/v1/sessions/:session_id/picture' },
      { name: 'review', text: 'review.title', call: 'ReviewService/ListCases' },
      { name: 'spot-checks', text: 'spot.title', call: 'SpotCheckService/ListSpotChecks' },
      { name: 'sources', text: 'health.title', call: 'SessionService/ListSourceHealth' },
    ],
  },
  {
    key: 'teaching',
    text: 'nav.teaching',
    pages: [
      { name: 'classes', text: 'classes.title', call: 'RegistryService/ListClasses' },
      { name: 'teachers', text: 'teachers.title', call: 'TeacherService/ListTeachers' },
      { name: 'places', text: 'places.title', call: 'PlaceService/ListSites' },
      { name: 'policies', text: 'policies.title', call: 'PolicyService/ListPolicies' },
    ],
  },
  {
    key: 'people',
    text: 'nav.people',
    pages: [
      { name: 'people', text: 'people.title', call: 'PeopleService/GetConsent' },
      { name: 'enrolment', text: 'enrolment.title', call: 'EnrolmentService/ListLookalikes' },
      { name: 'imports', text: 'imports.title', call: 'ImportService/ListPhotoImports' },
    ],
  },
  {
    key: 'system',
    text: 'nav.system',
    pages: [
      { name: 'looks', text: 'looks.title', call: 'AccessLogService/ListAccessLog' },
      { name: 'watches', text: 'watches.title', call: 'WatchService/ListWatches' },
      { name: 'accounts', text: 'accounts.title', call: 'AccountService/ListAccounts' },
      { name: 'platforms', text: 'platforms.title', call: 'PlatformService/ListPlatformKeys' },
    ],
  },
]

/** Pages of one thing stand under the page of all of them. */
const UNDER: Record<string, string> = { session: 'sessions', class: 'classes', case: 'review', 'spot-draw': 'spot-checks' }

/** What a role can open; groups of which nothing is left are left out. */
export function groupsFor(role: Role | undefined): NavigationGroup[] {
  return GROUPS.map((group) => ({ ...group, pages: group.pages.filter((page) => mayCall(role, page.call)) })).filter(
    (group) => group.pages.length > 0,
  )
}

/** The page of the navigation under which a route stands. */
export function pageOf(route: unknown): string {
  const name = String(route ?? '')
  return UNDER[name] ?? name
}
