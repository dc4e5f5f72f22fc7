import type {
  AccountEvent,
  AccountFilter,
  AccountPage,
  FreshKey,
  FreshPassword,
  IdentityProvider,
  LookFilter,
  LookPage,
  NewAccount,
  Place,
  Platform,
  PlatformKey,
  PlatformKeyKind,
  SignInPageOf,
} from './access'
import { requestId } from './ids'
import { ApiProblem } from './problem'
import type {
  Consent,
  ConsentText,
  DataRequest,
  DataRequestKind,
  DataRequestPage,
  FaceCount,
  Retention,
  RetentionItem,
  SubjectExport,
  Withdrawal,
} from './people'
import type {
  CaseCounts,
  CaseEvent,
  CaseFilter,
  CasePage,
  ReviewCase,
  RollCall,
  RollCallAnswer,
} from './review'
import type {
  Account,
  Anomaly,
  AnomalyPage,
  AttendanceRecord,
  Lookalike,
  LookalikePage,
  LookalikeState,
  OutdatedPage,
  RecordingPolicy,
  RoomPicture,
  Session,
  SessionCoverage,
  SessionPage,
  SessionPhase,
  SessionRecording,
  SessionStatus,
  SignInResponse,
  SourceHealthPage,
  SourceRecording,
  SourceRecordingPage,
  WatchFilter,
  WatchPage,
} from './types'

export interface ClientOptions {
  token: () => string | undefined
  /** The server no longer accepts the token. */
  onSignedOut: () => void
  /** The head of every answer. */
  onAnswer?: (headers: Headers) => void
  fetch?: typeof fetch
  timeoutMillis?: number
}

const PAGE_SIZE = 50
/** A session with more anomalies than this shows the first ones; the panel says so. */
export const MAX_ANOMALIES = 200

/** The calls of the console. Every failure is an {@link ApiProblem}; an abort stays an AbortError. */
export class ApiClient {
  private readonly fetch: typeof fetch
  private readonly timeoutMillis: number

  constructor(private readonly options: ClientOptions) {
    this.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
    this.timeoutMillis = options.timeoutMillis ?? 15_000
  }

  signIn(username: string, password: string): Promise<SignInResponse> {
    return this.send<SignInResponse>('/v1/sign-in', { username, password })
  }

  identityProvider(signal?: AbortSignal): Promise<IdentityProvider> {
    return this.get<IdentityProvider>('/v1/provider', signal)
  }

  /** The cookie of the start goes along: it tells that this browser began. */
  async completeProviderSignIn(code: string, state: string, issuer: string): Promise<SignInResponse> {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    const body = JSON.stringify({ code, state, issuer })
    const init: RequestInit = { method: 'POST', headers, body, credentials: 'same-origin' }
    return (await (await this.call('/v1/provider/sign-in', init)).json()) as SignInResponse
  }

  async signOut(): Promise<void> {
    await this.send('/v1/sign-out', {})
  }

  changePassword(currentPassword: string, newPassword: string): Promise<SignInResponse> {
    return this.send<SignInResponse>('/v1/me/password', { currentPassword, newPassword })
  }

  me(): Promise<Account> {
    return this.get<Account>('/v1/me')
  }

  sessions(phase: SessionPhase, pageToken?: string, signal?: AbortSignal, institution?: string): Promise<SessionPage> {
    const wanted = { phase, institution_id: institution, page_size: PAGE_SIZE, page_token: pageToken }
    return this.get<SessionPage>(`/v1/sessions${query(wanted)}`, signal)
  }

  session(id: string, signal?: AbortSignal): Promise<Session> {
    return this.get<Session>(`/v1/sessions/${encodeURIComponent(id)}`, signal)
  }

  status(id: string, signal?: AbortSignal): Promise<SessionStatus> {
    return this.get<SessionStatus>(`/v1/sessions/${encodeURIComponent(id)}/status`, signal)
  }

  coverage(id: string, signal?: AbortSignal): Promise<SessionCoverage> {
    return this.get<SessionCoverage>(`/v1/sessions/${encodeURIComponent(id)}/coverage`, signal)
  }

  sourceHealth(pageToken?: string, signal?: AbortSignal, size = PAGE_SIZE, institution?: string): Promise<SourceHealthPage> {
    const wanted = { institution_id: institution, page_size: size, page_token: pageToken }
    return this.get<SourceHealthPage>(`/v1/source-health${query(wanted)}`, signal)
  }

  /** In the order of the sources' health, page by page. */
  sourceRecordings(pageToken?: string, signal?: AbortSignal): Promise<SourceRecordingPage> {
    return this.get<SourceRecordingPage>(
      `/v1/source-recordings${query({ page_size: PAGE_SIZE, page_token: pageToken })}`,
      signal,
    )
  }

  setRecordingPolicy(source: string, policy: RecordingPolicy, why: string): Promise<SourceRecording> {
    return this.send<SourceRecording>(`/v1/sources/${encodeURIComponent(source)}/recording`, { policy, why })
  }

  /** A camera was moved on purpose. */
  async resetSourceView(source: string, why: string): Promise<void> {
    await this.send(`/v1/sources/${encodeURIComponent(source)}/view-reset`, { why })
  }

  sessionRecording(id: string, signal?: AbortSignal): Promise<SessionRecording> {
    return this.get<SessionRecording>(`/v1/sessions/${encodeURIComponent(id)}/recording`, signal)
  }

  async attendance(id: string, signal?: AbortSignal): Promise<AttendanceRecord[]> {
    type Answer = { records?: AttendanceRecord[] }
    return (await this.get<Answer>(`/v1/sessions/${encodeURIComponent(id)}/attendance`, signal)).records ?? []
  }

  async anomalies(sessionId: string, signal?: AbortSignal): Promise<Anomaly[]> {
    const found: Anomaly[] = []
    let pageToken: string | undefined
    do {
      const path = `/v1/anomalies${query({ session_id: sessionId, page_size: PAGE_SIZE, page_token: pageToken })}`
      const page: AnomalyPage = await this.get<AnomalyPage>(path, signal)
      found.push(...(page.anomalies ?? []))
      pageToken = page.nextPageToken
    } while (pageToken && found.length < MAX_ANOMALIES)
    return found
  }

  lookalikes(state: LookalikeState, pageToken?: string, signal?: AbortSignal): Promise<LookalikePage> {
    return this.get<LookalikePage>(`/v1/lookalikes${query({ state, page_size: PAGE_SIZE, page_token: pageToken })}`, signal)
  }

  resolveLookalike(id: string, reason: string): Promise<Lookalike> {
    return this.send<Lookalike>(`/v1/lookalikes/${encodeURIComponent(id)}/resolution`, { reason })
  }

  /** Those that need a new photo, with the counts of all. */
  outdatedReferences(signal?: AbortSignal): Promise<OutdatedPage> {
    return this.get<OutdatedPage>(`/v1/outdated-references${query({ failed: 'true', page_size: PAGE_SIZE })}`, signal)
  }

  async institutions(signal?: AbortSignal): Promise<{ institutionId: string; name?: string; prefecture?: string; prefectureId?: string }[]> {
    type Answer = { institutions?: { institutionId: string; name?: string; prefecture?: string; prefectureId?: string }[] }
    return (await this.get<Answer>('/v1/institutions?page_size=500', signal)).institutions ?? []
  }

  /** By urgency; without a state those that somebody has to do something about. */
  cases(filter: CaseFilter, pageToken?: string, signal?: AbortSignal): Promise<CasePage> {
    const paging = { page_size: PAGE_SIZE, page_token: pageToken }
    return this.get<CasePage>(`/v1/review/cases${query({ ...filterQuery(filter), ...paging })}`, signal)
  }

  caseCounts(signal?: AbortSignal): Promise<CaseCounts> {
    return this.get<CaseCounts>('/v1/review/counts', signal)
  }

  reviewCase(id: string, signal?: AbortSignal): Promise<ReviewCase> {
    return this.get<ReviewCase>(casePath(id), signal)
  }

  /** Changes a case: take, release, decision, second, explanation-request, explanation, appeal, appeal-decision. */
  changeCase(id: string, act: string, body: Record<string, unknown>): Promise<ReviewCase> {
    return this.send<ReviewCase>(`${casePath(id)}/${act}`, { requestId: requestId(), ...body })
  }

  /** The content in base64, as protobuf JSON has it. */
  attachment(id: string): Promise<{ content?: string; attachment?: { name?: string; mediaType?: string } }> {
    return this.get(`/v1/review/attachments/${encodeURIComponent(id)}`)
  }

  async caseEvents(id: string): Promise<CaseEvent[]> {
    type Answer = { events?: CaseEvent[] }
    return (await this.get<Answer>(`/v1/review/events${query({ anomaly_id: id, page_size: 500 })}`)).events ?? []
  }

  startRollCall(session: string): Promise<RollCall> {
    return this.send<RollCall>(`/v1/sessions/${encodeURIComponent(session)}/roll-calls`, { requestId: requestId() })
  }

  markRollCall(id: string, subjectId: string, answer: RollCallAnswer): Promise<RollCall> {
    return this.send<RollCall>(`/v1/roll-calls/${encodeURIComponent(id)}/marks`, { subjectId, answer })
  }

  finishRollCall(id: string, note: string): Promise<RollCall> {
    return this.send<RollCall>(`/v1/roll-calls/${encodeURIComponent(id)}/finish`, { note })
  }

  async rollCalls(session: string, signal?: AbortSignal): Promise<RollCall[]> {
    type Answer = { rollCalls?: RollCall[] }
    return (await this.get<Answer>(`/v1/sessions/${encodeURIComponent(session)}/roll-calls`, signal)).rollCalls ?? []
  }

  /** A picture; the server records the look, and what it was for. */
  async evidence(image: string, why: string, signal?: AbortSignal): Promise<Blob> {
    return (await this.call(`/v1/evidence/${encodeURIComponent(image)}${query({ why })}`, { signal })).blob()
  }

  /** What a camera recorded between two times, as one MP4; the server records the look, and what it was for. */
  async clip(session: string, from: Date, to: Date, why: string, signal?: AbortSignal): Promise<Blob> {
    const span = query({ from: from.toISOString(), to: to.toISOString(), why })
    return (await this.call(`/v1/sessions/${encodeURIComponent(session)}/clip${span}`, { signal })).blob()
  }

  /** The newest small picture of a running room; undefined while there is none newer than `after`. The look is recorded. */
  async roomPicture(session: string, after?: string, signal?: AbortSignal): Promise<RoomPicture | undefined> {
    const path = `/v1/sessions/${encodeURIComponent(session)}/picture${query({ after })}`
    const answer = await this.call(path, { signal, cache: 'no-store' })
    if (answer.status === 204) {
      return undefined
    }
    return { capturedAt: answer.headers.get('shidao-captured-at') ?? '', jpeg: await answer.blob() }
  }

  /** All running sessions, as far as a wall can show them. */
  async runningSessions(most: number, signal?: AbortSignal): Promise<Session[]> {
    const found: Session[] = []
    let pageToken: string | undefined
    do {
      const page = await this.sessions('SESSION_PHASE_RUNNING', pageToken, signal)
      found.push(...(page.sessions ?? []))
      pageToken = page.nextPageToken
    } while (pageToken && found.length < most)
    return found.slice(0, most)
  }

  watches(filter: WatchFilter, pageToken?: string, signal?: AbortSignal): Promise<WatchPage> {
    const wanted = {
      session_id: filter.session,
      viewer: filter.viewer,
      from: filter.from,
      until: filter.until,
      page_size: PAGE_SIZE,
      page_token: pageToken,
    }
    return this.get<WatchPage>(`/v1/watches${query(wanted)}`, signal)
  }

  async consentTexts(signal?: AbortSignal): Promise<ConsentText[]> {
    return (await this.get<{ texts?: ConsentText[] }>(`/v1/consent-texts${query({ page_size: PAGE_SIZE })}`, signal)).texts ?? []
  }

  consent(subject: string, signal?: AbortSignal): Promise<Consent> {
    return this.get<Consent>(subjectPath(subject, 'consent'), signal)
  }

  giveConsent(subject: string, textVersion: string, language: string, expectedRevision: string): Promise<Consent> {
    const body = { textVersion, language, expectedRevision, requestId: requestId() }
    return this.send<Consent>(subjectPath(subject, 'consent'), body)
  }

  withdrawConsent(subject: string, reason: string, expectedRevision: string): Promise<Withdrawal> {
    return this.send<Withdrawal>(subjectPath(subject, 'consent-withdrawal'), { reason, expectedRevision, requestId: requestId() })
  }

  exportSubject(subject: string): Promise<SubjectExport> {
    return this.get<SubjectExport>(subjectPath(subject, 'export'))
  }

  fileDataRequest(subject: string, kind: DataRequestKind, text: string): Promise<DataRequest> {
    return this.send<DataRequest>(subjectPath(subject, 'data-requests'), { kind, text, requestId: requestId() })
  }

  dataRequests(
    filter: { state: string; kind: string; overdue: boolean },
    pageToken?: string,
    signal?: AbortSignal,
  ): Promise<DataRequestPage> {
    const wanted = {
      state: filter.state,
      kind: filter.kind,
      overdue: filter.overdue ? 'true' : undefined,
      page_size: PAGE_SIZE,
      page_token: pageToken,
    }
    return this.get<DataRequestPage>(`/v1/data-requests${query(wanted)}`, signal)
  }

  answerDataRequest(id: string, answer: string, refuse: boolean, name: string, expectedRevision: string): Promise<DataRequest> {
    return this.send<DataRequest>(`/v1/data-requests/${encodeURIComponent(id)}/answer`, { answer, refuse, name, expectedRevision })
  }

  publishConsentText(text: { version: string; language: string; title: string; body: string }): Promise<ConsentText> {
    return this.send<ConsentText>('/v1/consent-texts', text)
  }

  /** What the next run would erase. */
  retentionDue(kind: string, pageToken?: string, signal?: AbortSignal): Promise<{ items?: RetentionItem[]; nextPageToken?: string }> {
    return this.get(`/v1/retention/due${query({ kind, page_size: PAGE_SIZE, page_token: pageToken })}`, signal)
  }

  retention(signal?: AbortSignal): Promise<Retention> {
    return this.get<Retention>('/v1/retention', signal)
  }

  faceCount(signal?: AbortSignal): Promise<FaceCount> {
    return this.get<FaceCount>('/v1/face-count', signal)
  }

  accounts(filter: AccountFilter, pageToken?: string, signal?: AbortSignal, size = PAGE_SIZE): Promise<AccountPage> {
    const { disabled, ...rest } = filter
    const wanted = { ...rest, disabled: disabled ? 'true' : undefined, page_size: size, page_token: pageToken }
    return this.get<AccountPage>(`/v1/accounts${query(wanted)}`, signal)
  }

  createAccount(account: NewAccount): Promise<FreshPassword> {
    return this.send<FreshPassword>('/v1/accounts', account)
  }

  /** Refused when the account has changed since it was read. */
  changeAccount(account: Account, change: 'disabling' | 'enabling', reason: string): Promise<Account> {
    return this.send<Account>(accountPath(account.accountId, change), { reason, expectedRevision: account.revision })
  }

  resetPassword(account: Account, reason: string): Promise<FreshPassword> {
    const path = accountPath(account.accountId, 'password-reset')
    return this.send<FreshPassword>(path, { reason, expectedRevision: account.revision })
  }

  async accountHistory(id: string, signal?: AbortSignal): Promise<AccountEvent[]> {
    type Answer = { events?: AccountEvent[] }
    return (await this.get<Answer>(`${accountPath(id, 'history')}?page_size=100`, signal)).events ?? []
  }

  /** The caller's own; of a given account for those who may look at others'. */
  signIns(accountId?: string, pageToken?: string, signal?: AbortSignal): Promise<SignInPageOf> {
    const path = accountId === undefined ? '/v1/me/sign-ins' : '/v1/sign-ins'
    return this.get<SignInPageOf>(
      `${path}${query({ account_id: accountId, page_size: PAGE_SIZE, page_token: pageToken })}`,
      signal,
    )
  }

  /** Says who it is for the identity provider; empty takes that back. */
  linkAccount(account: Account, providerSubject: string, reason: string): Promise<Account> {
    const body = { providerSubject, reason, expectedRevision: account.revision }
    return this.send<Account>(accountPath(account.accountId, 'provider-link'), body)
  }

  /** One of the caller's own, or all others. */
  async endMySignIns(signInId?: string): Promise<void> {
    await this.send('/v1/me/sign-ins/ending', signInId ? { signInId } : { allOthers: true })
  }

  async endSignIns(accountId: string, reason: string, signInId?: string): Promise<void> {
    await this.send(accountPath(accountId, 'sign-ins/ending'), { reason, ...(signInId ? { signInId } : { all: true }) })
  }

  async prefectures(signal?: AbortSignal): Promise<Place[]> {
    type Answer = { prefectures?: { prefectureId: string; name?: string }[] }
    const found = (await this.get<Answer>('/v1/prefectures?page_size=500', signal)).prefectures ?? []
    return found.map((one) => ({ id: one.prefectureId, name: one.name ?? '' }))
  }

  async institutionPlaces(signal?: AbortSignal): Promise<Place[]> {
    type Answer = { institutions?: { institutionId: string; name?: string }[] }
    const found = (await this.get<Answer>('/v1/institutions?page_size=500', signal)).institutions ?? []
    return found.map((one) => ({ id: one.institutionId, name: one.name ?? '' }))
  }

  /** All online-course platforms: sources without an address. */
  async platforms(signal?: AbortSignal): Promise<Platform[]> {
    type Answer = {
      sources?: { sourceId: string; institutionId?: string; name?: string; address?: string }[]
      nextPageToken?: string
    }
    const found: Platform[] = []
    let token: string | undefined
    do {
      const page: Answer = await this.get<Answer>(`/v1/sources${query({ page_size: 500, page_token: token })}`, signal)
      for (const one of page.sources ?? []) {
        if (!one.address) {
          found.push({ id: one.sourceId, institution: one.institutionId ?? '', name: one.name ?? '' })
        }
      }
      token = page.nextPageToken
    } while (token)
    return found
  }

  async createPlatform(institutionId: string, name: string, kind: PlatformKeyKind, publicKey: string): Promise<FreshKey> {
    type Answer = { keyId: string; key?: string }
    const body = { institutionId, name, keyKind: kind, ...(publicKey ? { publicKey } : {}) }
    const made = await this.send<Answer>('/v1/platforms', body)
    return { keyId: made.keyId, secret: made.key }
  }

  async platformKeys(platform: string, signal?: AbortSignal): Promise<PlatformKey[]> {
    type Answer = { keys?: PlatformKey[] }
    return (await this.get<Answer>(`/v1/platforms/${encodeURIComponent(platform)}/keys`, signal)).keys ?? []
  }

  addPlatformKey(platform: string, kind: PlatformKeyKind, publicKey: string): Promise<FreshKey> {
    const body = { kind, ...(publicKey ? { publicKey } : {}) }
    return this.send<FreshKey>(`/v1/platforms/${encodeURIComponent(platform)}/keys`, body)
  }

  async revokePlatformKey(platform: string, key: string, reason: string): Promise<void> {
    const path = `/v1/platforms/${encodeURIComponent(platform)}/keys/${encodeURIComponent(key)}/revocation`
    await this.send(path, { reason })
  }

  /** The access log, newest first. */
  looks(filter: LookFilter, pageToken?: string, signal?: AbortSignal, size = PAGE_SIZE): Promise<LookPage> {
    const { subject, session, ...rest } = filter
    const wanted = { ...rest, subject_id: subject, session_id: session, page_size: size, page_token: pageToken }
    return this.get<LookPage>(`/v1/access-log${query(wanted)}`, signal)
  }

  /** An open stream of server-sent events; without a time limit, the reader watches over it. */
  events(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    return this.call(path, { headers: { Accept: 'text/event-stream', ...headers }, signal, cache: 'no-store' }, false)
  }

  /** Subprotocols of a WebSocket: the only header of it that a page can set, so the token goes there. */
  socketProtocols(): string[] {
    const token = this.options.token()
    return token ? ['shidao.v1', `shidao.token.${token}`] : ['shidao.v1']
  }

  /** Any other part of the API. */
  read<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.get<T>(path, signal)
  }

  /** Any other part of the API. */
  write<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>(path, body)
  }

  /** For the calls that are grouped elsewhere, as those of {@link School}. */
  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await (await this.call(path, { signal, headers: { Accept: 'application/json' } })).json()) as T
  }

  async send<T>(path: string, body: unknown, patienceMillis?: number): Promise<T> {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    const signal = patienceMillis ? AbortSignal.timeout(patienceMillis) : undefined
    const init: RequestInit = { method: 'POST', headers, body: JSON.stringify(body), signal }
    return (await (await this.call(path, init, !signal)).json()) as T
  }

  private async call(path: string, init: RequestInit, limited = true): Promise<Response> {
    const token = this.options.token()
    const headers = new Headers(init.headers)
    if (token) {
      headers.set('Authorization', `Bearer ${token}`)
    }
    const response = await this.answer(path, { ...init, headers, signal: this.signal(init.signal, limited) })
    if (response.ok) {
      return response
    }
    const problem = await ApiProblem.from(response)
    // A newer token may have replaced the refused one while the call was under way.
    if (response.status === 401 && token && token === this.options.token()) {
      this.options.onSignedOut()
    }
    throw problem
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    try {
      const answer = await this.fetch(path, { credentials: 'omit', ...init })
      this.options.onAnswer?.(answer.headers)
      return answer
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') {
        throw cause
      }
      throw ApiProblem.unreachable(cause)
    }
  }

  private signal(given: AbortSignal | null | undefined, limited: boolean): AbortSignal | undefined {
    if (!limited) {
      return given ?? undefined
    }
    const limit = AbortSignal.timeout(this.timeoutMillis)
    return given ? AbortSignal.any([given, limit]) : limit
  }
}

/** Query parameters by their names in the API's definition, unset ones left out. */
export function query(parameters: Record<string, string | number | undefined>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') {
      given.set(name, String(value))
    }
  }
  const text = given.toString()
  return text ? `?${text}` : ''
}

function subjectPath(subject: string, what: string): string {
  return `/v1/subjects/${encodeURIComponent(subject)}/${what}`
}

function casePath(id: string): string {
  return `/v1/review/cases/${encodeURIComponent(id)}`
}

function filterQuery(filter: CaseFilter): Record<string, string | undefined> {
  return {
    'filter.state': filter.state,
    'filter.undecided': filter.state ? undefined : 'true',
    'filter.kind': filter.kind,
    'filter.institution_id': filter.institution,
    'filter.prefecture_id': filter.prefecture,
    'filter.day': filter.day,
    'filter.reviewer': filter.mine ? 'me' : undefined,
    'filter.overdue': filter.overdue ? 'true' : undefined,
    'filter.running': filter.running ? 'true' : undefined,
  }
}

function accountPath(id: string, what: string): string {
  return `/v1/accounts/${encodeURIComponent(id)}/${what}`
}

export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError'
}
