import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { ApiProblem } from '../api/problem'
import type { CheckedIn } from '../api/rules'
import { base64OfFile } from '../base64'
import { useSubmit } from './useSubmit'

/** 17 digits and a check digit, which may be X (GB 11643-1999). */
const ID_NUMBER = /^\d{17}[\dX]$/

export interface CheckInCall {
  sessionId: string
  code: string
  idNumber: string
  ticket: string
  photos: string[]
}

export type CheckInStep = 'who' | 'photos' | 'done'

export interface CheckIn {
  step: ComputedRef<CheckInStep>
  code: Ref<string>
  idNumber: Ref<string>
  /** What was typed is long enough and no ID number. */
  mistyped: ComputedRef<boolean>
  /** So many photos are asked for, of somebody who has agreed to it, where the session's rules want them. */
  needed: Ref<number>
  /** JPEG, in the order taken. */
  photos: ShallowRef<Blob[]>
  answer: ShallowRef<CheckedIn | undefined>
  ready: ComputedRef<boolean>
  busy: Ref<boolean>
  failure: ShallowRef<unknown>
  /** The time for the photos was over before they were sent. */
  late: Ref<boolean>
  /** The server could not use the photos. */
  unfit: Ref<boolean>
  add: (photo: Blob) => void
  retake: (index: number) => void
  send: () => Promise<void>
}

/**
 * A check-in on a trainee's phone: code and number, then photos where they are asked for. What fails on the way to the server
 * loses nothing and is sent again with the same ticket, which makes one check-in of it. When the ticket is over, the number
 * stays, and code and photos are those of the new try.
 */
export function useCheckIn(post: (call: CheckInCall) => Promise<CheckedIn>, sessionId: string, scanned: string): CheckIn {
  const code = ref(scanned)
  const idNumber = ref('')
  const ticket = ref('')
  const needed = ref(0)
  const photos = shallowRef<Blob[]>([])
  const answer = shallowRef<CheckedIn>()
  const late = ref(false)
  const unfit = ref(false)
  const { busy, failure, run } = useSubmit()

  const number = computed(() => idNumber.value.trim().toUpperCase())
  const step = computed<CheckInStep>(() => (answer.value?.at ? 'done' : needed.value ? 'photos' : 'who'))

  function startAgain() {
    late.value = true
    code.value = ''
    ticket.value = ''
    needed.value = 0
    photos.value = []
  }

  async function send() {
    const withPhotos = step.value === 'photos'
    late.value = false
    unfit.value = false
    const done = await run(async () => {
      answer.value = await post({
        sessionId,
        code: code.value.replace(/\s/g, '').toUpperCase(),
        idNumber: number.value,
        ticket: ticket.value,
        photos: await Promise.all(photos.value.map(base64OfFile)),
      })
    })
    if (done) {
      needed.value = answer.value?.photosNeeded ?? 0
      ticket.value = answer.value?.ticket ?? ''
      photos.value = photos.value.slice(0, needed.value)
    } else if (withPhotos && failure.value instanceof ApiProblem) {
      if (failure.value.code === 'CHECK_IN_REFUSED') {
        startAgain()
      } else if (failure.value.status === 400) {
        unfit.value = true
        photos.value = []
      }
    }
  }

  return {
    step,
    code,
    idNumber,
    mistyped: computed(() => number.value.length >= 18 && !ID_NUMBER.test(number.value)),
    needed,
    photos,
    answer,
    ready: computed(() =>
      step.value === 'photos'
        ? photos.value.length >= needed.value
        : sessionId !== '' && code.value.trim() !== '' && ID_NUMBER.test(number.value),
    ),
    busy,
    failure,
    late,
    unfit,
    add: (photo) => (photos.value = [...photos.value, photo].slice(0, needed.value)),
    retake: (index) => (photos.value = photos.value.filter((_, i) => i !== index)),
    send,
  }
}
