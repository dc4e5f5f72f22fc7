import { computed, ref } from 'vue'
import { ApiClient } from './api/client'
import { EvidenceImages } from './api/evidence'
import { School } from './api/school'
import { SpotChecks } from './api/spotChecks'
import type { Account, SignInResponse } from './api/types'
import { mayCall, type Call } from './live/rights'
import { ServerClock } from './live/serverClock'

const REMEMBERED = 'shidao.signIn'

interface SignIn {
  token: string
  account: Account
}

/** The sign-in lives as long as the tab: a forgotten browser window gives nobody a token tomorrow. */
const signIn = ref<SignIn | undefined>(restore())
/** The server refused the token; the sign-in page says so. */
export const signInEnded = ref(false)

export const account = computed(() => signIn.value?.account)
export const serverClock = new ServerClock()

export const api = new ApiClient({
  token: () => signIn.value?.token,
  onAnswer: (headers) => serverClock.heard(headers.get('date')),
  onSignedOut: () => {
    signInEnded.value = true
    forget()
  },
})

export const school = new School(api)
export const spotChecks = new SpotChecks(api)

/** Whether the signed-in account's role may do it at all; for showing and hiding, the server decides. */
export const may = (call: Call): boolean => mayCall(account.value?.role, call)

export const images = new EvidenceImages((image, why) => api.evidence(image, why))

export function accept(answer: SignInResponse): void {
  signInEnded.value = false
  signIn.value = { token: answer.token, account: answer.account }
  sessionStorage.setItem(REMEMBERED, JSON.stringify(signIn.value))
}

/** Ends the sign-in here even when the server cannot be told. */
export async function signOut(): Promise<void> {
  try {
    await api.signOut()
  } catch {
    // The token expires by itself.
  }
  signInEnded.value = false
  forget()
}

function forget(): void {
  signIn.value = undefined
  sessionStorage.removeItem(REMEMBERED)
  images.clear()
}

function restore(): SignIn | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? 'null') as SignIn | null
    return kept?.token && kept.account ? kept : undefined
  } catch {
    return undefined
  }
}
