import { createRouter, createWebHistory, type RouteLocationRaw } from 'vue-router'
import { watch } from 'vue'
import { account } from './services'
import SignInPage from './pages/SignInPage.vue'

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', redirect: '/sessions' },
    { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { open: true } },
    {
      path: '/sign-in/provider',
      name: 'provider',
      component: () => import('./pages/ProviderPage.vue'),
      meta: { open: true },
    },
    { path: '/password', name: 'password', component: () => import('./pages/PasswordPage.vue') },
    { path: '/sessions', name: 'sessions', component: () => import('./pages/SessionsPage.vue') },
    { path: '/sessions/:id', name: 'session', component: () => import('./pages/SessionRoomPage.vue'), props: true },
    { path: '/classes', name: 'classes', component: () => import('./pages/ClassesPage.vue') },
    { path: '/classes/:id', name: 'class', component: () => import('./pages/ClassPage.vue'), props: true },
    { path: '/places', name: 'places', component: () => import('./pages/PlacesPage.vue') },
    { path: '/teachers', name: 'teachers', component: () => import('./pages/TeachersPage.vue') },
    { path: '/imports', name: 'imports', component: () => import('./pages/ImportsPage.vue') },
    { path: '/rooms', name: 'rooms', component: () => import('./pages/RoomsPage.vue') },
    { path: '/watches', name: 'watches', component: () => import('./pages/WatchesPage.vue') },
    { path: '/review', name: 'review', component: () => import('./pages/ReviewPage.vue') },
    { path: '/review/:id', name: 'case', component: () => import('./pages/CasePage.vue'), props: true },
    { path: '/access-log', name: 'looks', component: () => import('./pages/LooksPage.vue') },
    { path: '/accounts', name: 'accounts', component: () => import('./pages/AccountsPage.vue') },
    { path: '/platforms', name: 'platforms', component: () => import('./pages/PlatformsPage.vue') },
    { path: '/sign-ins', name: 'sign-ins', component: () => import('./pages/SignInsPage.vue') },
    { path: '/spot-checks', name: 'spot-checks', component: () => import('./pages/SpotChecksPage.vue') },
    { path: '/spot-checks/:id', name: 'spot-draw', component: () => import('./pages/SpotDrawPage.vue'), props: true },
    { path: '/sources', name: 'sources', component: () => import('./pages/SourcesPage.vue') },
    { path: '/people', name: 'people', component: () => import('./pages/PeoplePage.vue') },
    { path: '/policies', name: 'policies', component: () => import('./pages/PoliciesPage.vue') },
    { path: '/sessions/:id/check-in', name: 'check-in-screen', component: () => import('./pages/CheckInScreenPage.vue'), props: true, meta: { bare: true } },
    { path: '/check-in', name: 'check-in', component: () => import('./pages/CheckInPage.vue'), meta: { open: true, bare: true } },
    { path: '/enrolment', name: 'enrolment', component: () => import('./pages/EnrolmentPage.vue') },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFoundPage.vue'), meta: { open: true } },
  ],
})

/** After signing in, only to a path of this application. */
export function wayBack(wanted: unknown): RouteLocationRaw {
  return typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) ? wanted : { name: 'sessions' }
}

const WAY = 'shidao.way'

/** While the browser is away at the identity provider. */
export function rememberWay(wanted: unknown): void {
  sessionStorage.setItem(WAY, typeof wanted === 'string' ? wanted : '')
}

export function rememberedWay(): RouteLocationRaw {
  const wanted = sessionStorage.getItem(WAY)
  sessionStorage.removeItem(WAY)
  return wayBack(wanted)
}

router.beforeEach((to) => {
  if (!account.value) {
    return to.meta['open'] ? true : { name: 'sign-in', query: { to: to.fullPath } }
  }
  if (account.value.mustChangePassword && to.name !== 'password') {
    return { name: 'password', query: { to: to.name === 'sign-in' ? to.query['to'] : to.fullPath } }
  }
  return to.name === 'sign-in' ? wayBack(to.query['to']) : true
})

// The token may be refused at any time, also while a page only listens.
watch(account, (now) => {
  const here = router.currentRoute.value
  if (!now && !here.meta['open']) {
    void router.replace({ name: 'sign-in', query: { to: here.fullPath } })
  }
})
