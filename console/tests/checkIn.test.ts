import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../src/api/problem'
import type { CheckedIn } from '../src/api/rules'
import { useCheckIn, type CheckInCall } from '../src/live/checkIn'

const NUMBER = '11010519491231002x'
const photo = (text: string) => new Blob([text])

/** A server that gives these answers, one after the other. */
function server(...answers: (CheckedIn | ApiProblem)[]) {
  const calls: CheckInCall[] = []
  return {
    calls,
    post: (call: CheckInCall): Promise<CheckedIn> => {
      calls.push(call)
      const answer = answers.shift()!
      return answer instanceof ApiProblem ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
}

async function askedFor(photos: number, ...then: (CheckedIn | ApiProblem)[]) {
  const to = server({ photosNeeded: photos, ticket: 'T1' }, ...then)
  const checkIn = useCheckIn(to.post, 'session', '12345 abcde')
  checkIn.idNumber.value = NUMBER
  await checkIn.send()
  return { to, checkIn }
}

describe('a check-in', () => {
  it('isDoneWhenNoPhotoIsAskedFor', async () => {
    const to = server({ at: '2026-09-01T01:00:00Z' })
    const checkIn = useCheckIn(to.post, 'session', '12345 abcde')

    expect(checkIn.ready.value).toBe(false)
    checkIn.idNumber.value = ` ${NUMBER}`
    expect(checkIn.ready.value).toBe(true)
    await checkIn.send()

    expect(checkIn.step.value).toBe('done')
    expect(to.calls).toEqual([{ sessionId: 'session', code: '12345ABCDE', idNumber: NUMBER.toUpperCase(), ticket: '', photos: [] }])
  })

  it('tellsANumberThatIsMistyped_andWaitsWhileItIsTyped', () => {
    const checkIn = useCheckIn(server().post, 'session', 'c')

    checkIn.idNumber.value = '1101051949123100'
    expect([checkIn.mistyped.value, checkIn.ready.value]).toEqual([false, false])
    checkIn.idNumber.value = '11010519491231O02X'
    expect([checkIn.mistyped.value, checkIn.ready.value]).toEqual([true, false])
  })

  it('sendsThePhotosWithTheTicket_afterARetake', async () => {
    const { to, checkIn } = await askedFor(2, { at: '2026-09-01T01:00:00Z', photosTaken: 2 })

    expect(checkIn.step.value).toBe('photos')
    checkIn.add(photo('a'))
    expect(checkIn.ready.value).toBe(false)
    checkIn.add(photo('b'))
    checkIn.retake(0)
    checkIn.add(photo('c'))
    checkIn.add(photo('one too many'))
    await checkIn.send()

    expect(to.calls[1]).toMatchObject({ ticket: 'T1', photos: [btoa('b'), btoa('c')] })
    expect(checkIn.step.value).toBe('done')
  })

  it.each([new ApiProblem(0, 'UNREACHABLE', ''), new ApiProblem(503, 'PHOTO_NOT_TAKEN', ''), new ApiProblem(429, 'TOO_MANY_ATTEMPTS', '')])(
    'losesNothingOnTheWay: $code',
    async (problem) => {
      const { to, checkIn } = await askedFor(1, problem, { at: '2026-09-01T01:00:00Z' })
      checkIn.add(photo('a'))

      await checkIn.send()
      expect(checkIn.failure.value).toBe(problem)
      expect([checkIn.step.value, checkIn.ready.value]).toEqual(['photos', true])
      await checkIn.send()

      expect(to.calls[2]).toEqual(to.calls[1])
      expect(checkIn.step.value).toBe('done')
    },
  )

  it('beginsAgainWithTheNumberWhenTheTicketIsOver', async () => {
    const { to, checkIn } = await askedFor(1, new ApiProblem(400, 'CHECK_IN_REFUSED', ''), { photosNeeded: 1, ticket: 'T2' })
    checkIn.add(photo('a'))

    await checkIn.send()
    expect([checkIn.step.value, checkIn.late.value, checkIn.code.value, checkIn.idNumber.value]).toEqual(['who', true, '', NUMBER])
    checkIn.code.value = 'NEWCODE123'
    await checkIn.send()

    expect(to.calls[2]).toMatchObject({ code: 'NEWCODE123', ticket: '', photos: [] })
    expect([checkIn.step.value, checkIn.late.value]).toEqual(['photos', false])
  })

  it('hasPhotosTakenAgainThatTheServerCannotRead', async () => {
    const { checkIn } = await askedFor(1, new ApiProblem(400, 'INVALID_ARGUMENT', ''))
    checkIn.add(photo('a'))

    await checkIn.send()

    expect([checkIn.step.value, checkIn.photos.value.length, checkIn.unfit.value]).toEqual(['photos', 0, true])
  })
})
