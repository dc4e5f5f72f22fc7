import { describe, expect, it } from 'vitest'
import { ApiClient, isAbort, query } from '../src/api/client'
import { ApiProblem } from '../src/api/problem'
import { problemText, signInProblemText } from '../src/problemText'
import { setLanguage } from '../src/text'

interface Call {
  url: string
  init: RequestInit
}

function client(answer: (call: Call) => Response | Promise<Response>, token?: string) {
  const calls: Call[] = []
  let signedOut = 0
  const api = new ApiClient({
    token: () => token,
    onSignedOut: () => signedOut++,
    timeoutMillis: 50,
    fetch: async (url, init = {}) => {
      const call = { url: String(url), init }
      calls.push(call)
      return answer(call)
    },
  })
  return { api, calls, signedOut: () => signedOut }
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } })
}

async function failure(work: Promise<unknown>): Promise<ApiProblem> {
  const cause: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(cause).toBeInstanceOf(ApiProblem)
  return cause as ApiProblem
}

describe('ApiClient', () => {
  it('sendsTheTokenAndTheBody', async () => {
    const { api, calls } = client(() => json({ token: 'new', account: {} }), 'secret')

    await api.changePassword('old', 'new one')

    const { url, init } = calls[0]!
    expect(url).toBe('/v1/me/password')
    expect(new Headers(init.headers).get('authorization')).toBe('Bearer secret')
    expect(JSON.parse(init.body as string)).toEqual({ currentPassword: 'old', newPassword: 'new one' })
  })

  it('givesThePictureOfARoomOrNothingNewer', async () => {
    const jpeg = () => new Response(new Uint8Array([1, 2]), { headers: { 'shidao-captured-at': '2026-03-02T08:00:00Z' } })
    const { api, calls } = client(({ url }) => (url.includes('after=') ? new Response(null, { status: 204 }) : jpeg()))

    const first = await api.roomPicture('s 1')
    const second = await api.roomPicture('s 1', first?.capturedAt)

    expect(first?.capturedAt).toBe('2026-03-02T08:00:00Z')
    expect(first?.jpeg.size).toBe(2)
    expect(second).toBeUndefined()
    expect(calls[0]!.url).toBe('/v1/sessions/s%201/picture')
  })

  it('asksForTheWatchesThatAreWanted', async () => {
    const { api, calls } = client(() => json({ watches: [] }))

    await api.watches({ viewer: 'li', session: '' })

    expect(calls[0]!.url).toBe('/v1/watches?viewer=li&page_size=50')
  })

  it('sendsNoTokenWhenThereIsNone', async () => {
    const { api, calls } = client(() => json({ token: 't', account: {} }))

    await api.signIn('lihua', 'x')

    expect(new Headers(calls[0]!.init.headers).has('authorization')).toBe(false)
  })

  it('escapesIdsInPaths', async () => {
    const { api, calls } = client(() => json({}))

    await api.session('../a b')

    expect(calls[0]!.url).toBe('/v1/sessions/..%2Fa%20b')
  })

  it('readsAllPagesOfAnomalies', async () => {
    const pages = [{ anomalies: [{ anomalyId: 'a' }], nextPageToken: 'p 2' }, { anomalies: [{ anomalyId: 'b' }] }]
    const { api, calls } = client(() => json(pages.shift()))

    const found = await api.anomalies('s1')

    expect(found.map((one) => one.anomalyId)).toEqual(['a', 'b'])
    expect(calls[1]!.url).toContain('page_token=p+2')
  })

  it('turnsProblemDetailsIntoAProblem', async () => {
    const body = { status: 409, code: 'PREFECTURE_EXISTS', title: 'Conflict', detail: 'name: is taken' }
    const { api } = client(() => json(body, 409))

    const problem = await failure(api.session('s'))

    expect(problem).toMatchObject({ status: 409, code: 'PREFECTURE_EXISTS', detail: 'name: is taken' })
    expect(problemText(problem)).toBe('name: is taken')
  })

  it('readsWhichFieldsCannotBeAccepted', async () => {
    const violations = [{ field: 'current_password', message: "not the account's password" }, null, 'x']
    const { api } = client(() => json({ code: 'INVALID_REQUEST', violations }, 400))

    const problem = await failure(api.changePassword('a', 'b'))

    expect(problem.violations).toEqual([violations[0]])
  })

  it('saysWhatAPictureIsLookedAtFor', async () => {
    const { api, calls } = client(() => new Response('jpeg'))

    await api.evidence('abc', 'anomaly 7')

    expect(calls[0]!.url).toBe('/v1/evidence/abc?why=anomaly+7')
  })

  it('understandsAnErrorThatIsNoProblemDocument', async () => {
    const { api } = client(() => new Response('<html>bad gateway</html>', { status: 502 }))

    const problem = await failure(api.session('s'))

    expect(problem).toMatchObject({ status: 502, code: '', detail: '' })
    setLanguage('en')
    expect(problemText(problem)).toContain('502')
  })

  it('survivesABrokenProblemDocument', async () => {
    const { api } = client(
      () => new Response('{"code":', { status: 400, headers: { 'content-type': 'application/problem+json' } }),
    )

    expect(await failure(api.session('s'))).toMatchObject({ status: 400, code: '' })
  })

  it('reportsAServerThatCannotBeReached', async () => {
    const { api } = client(() => Promise.reject(new TypeError('failed to fetch')))

    expect(await failure(api.session('s'))).toMatchObject({ status: 0, code: 'UNREACHABLE' })
  })

  it('givesUpAfterItsTimeLimit', async () => {
    const { api } = client(
      ({ init }) =>
        new Promise((_resolve, reject) => {
          init.signal!.addEventListener('abort', () => reject(init.signal!.reason as Error))
        }),
    )

    expect(await failure(api.session('s'))).toMatchObject({ code: 'TIMED_OUT' })
  })

  it('leavesAnAbortAnAbort', async () => {
    const stop = new AbortController()
    const { api } = client(({ init }) => {
      stop.abort()
      return Promise.reject(init.signal!.reason as Error)
    })

    await expect(api.session('s', stop.signal)).rejects.toSatisfy(isAbort)
  })

  it('saysWhenTheTokenIsRefused', async () => {
    const refused = client(() => json({ code: 'UNAUTHENTICATED' }, 401), 'old')
    await failure(refused.api.me())
    expect(refused.signedOut()).toBe(1)

    const wrongPassword = client(() => json({ code: 'UNAUTHENTICATED' }, 401))
    await failure(wrongPassword.api.signIn('lihua', 'wrong'))
    expect(wrongPassword.signedOut()).toBe(0)
  })
})

describe('problem texts', () => {
  it('tellALockedNameWhenToTryAgain', async () => {
    setLanguage('en')
    const { api } = client(() => json({ code: 'SIGN_IN_LOCKED' }, 429, { 'retry-after': '540' }))

    const problem = await failure(api.signIn('lihua', 'x'))

    expect(problem.retryAfterSeconds).toBe(540)
    expect(signInProblemText(problem)).toContain('9 min')
  })

  it('doNotTellWhetherTheNameOrThePasswordIsWrong', () => {
    setLanguage('zh')

    expect(signInProblemText(new ApiProblem(401, 'WHATEVER', 'no such user'))).toBe('用户名或密码错误。')
  })

  it('preferOurWordsForKnownStatuses', () => {
    setLanguage('en')

    expect(problemText(new ApiProblem(404, 'NOT_FOUND', 'session: x'))).toContain('no such record')
    expect(problemText(new Error('x'))).toContain('could not')
  })
})

describe('query', () => {
  it('leavesOutWhatIsNotSet', () => {
    expect(query({ phase: 'A B', pageSize: 50, pageToken: undefined })).toBe('?phase=A+B&pageSize=50')
    expect(query({ pageToken: '' })).toBe('')
  })
})
