import { query, type ApiClient } from './client'

/** Draws and checks, as protobuf JSON writes them; absent stands for the zero value. */

export type DrawState = 'SPOT_DRAW_STATE_PLANNED' | 'SPOT_DRAW_STATE_DRAWN' | 'SPOT_DRAW_STATE_CANCELLED'
export type BeaconKind = 'SPOT_BEACON_KIND_WITNESS' | 'SPOT_BEACON_KIND_PUBLICATION' | 'SPOT_BEACON_KIND_DRAND'
export type SpotOutcome =
  | 'SPOT_OUTCOME_IN_ORDER'
  | 'SPOT_OUTCOME_FINDINGS'
  | 'SPOT_OUTCOME_NOT_HELD'
  | 'SPOT_OUTCOME_NOT_CHECKED'
export type SpotWay = 'SPOT_WAY_ON_SITE' | 'SPOT_WAY_LIVE' | 'SPOT_WAY_RECORDING'
export type FactorKind =
  | 'RISK_FACTOR_KIND_FLOOR'
  | 'RISK_FACTOR_KIND_CLASS_OPEN'
  | 'RISK_FACTOR_KIND_CLASS_CONFIRMED'
  | 'RISK_FACTOR_KIND_INSTITUTION_CONFIRMED'
  | 'RISK_FACTOR_KIND_UNCHECKED'

export interface SpotDraw {
  drawId: string
  number: string
  title: string
  prefecture?: string
  from: string
  to: string
  drawAt: string
  count: number
  state: DrawState
  beacon: { kind: BeaconKind; name?: string; round?: string }
  rule: string
  seedSha256: string
  populationSha256: string
  commitmentSha256: string
  previousSha256?: string
  population: number
  plannedAt: string
  plannedByName: string
  seed?: string
  value?: string
  endedAt?: string
  endedByName?: string
  cancelReason?: string
  checksRecorded?: number
  mayDraw?: boolean
}

export interface SpotCandidate {
  sessionId: string
  className?: string
  institutionName?: string
  startsAt: string
  lots: number
  factors: { kind: FactorKind; figure?: string; lots?: number }[]
}

export interface SpotCheck {
  checkId: string
  drawId?: string
  drawNumber?: string
  place?: number
  lots?: number
  sessionId: string
  className?: string
  institutionId: string
  institutionName?: string
  startsAt: string
  endsAt: string
  sessionCancelled?: boolean
  outcome?: SpotOutcome
  way?: SpotWay
  counted?: number
  note?: string
  recordedAt?: string
  recordedByName?: string
  revision: string
}

export interface SpotEvent {
  at: string
  actorName: string
  act: string
  detail?: string
}

export interface SpotProof {
  json: string
  fileName: string
  findings: { code: string; good?: boolean; detail: string; detailZh?: string }[]
}

export interface SpotPlan {
  title: string
  prefectureId: string
  from: string
  to: string
  drawAt: string
  count: number
  beacon: BeaconKind
  publication: string
}

export interface SpotResult {
  outcome: SpotOutcome
  way?: SpotWay
  counted: number
  note: string
}

export interface CheckFilter {
  draw?: string
  institution?: string
  outcome?: string
  waiting?: boolean
}

export interface PageOf<T> {
  rows: T[]
  next?: string
}

const PAGE_SIZE = 100

export class SpotChecks {
  constructor(private readonly client: ApiClient) {}

  async draws(state: string, token?: string, signal?: AbortSignal): Promise<PageOf<SpotDraw>> {
    type Answer = { draws?: SpotDraw[]; nextPageToken?: string }
    const answer = await this.client.get<Answer>(`/v1/spot-draws${query({ state, page_size: PAGE_SIZE, page_token: token })}`, signal)
    return { rows: answer.draws ?? [], next: answer.nextPageToken }
  }

  draw(id: string): Promise<SpotDraw> {
    return this.client.get(path(id))
  }

  /** @param request the same one plans the same draw */
  plan(plan: SpotPlan, request: string): Promise<SpotDraw> {
    return this.client.send('/v1/spot-draws', { requestId: request, ...plan })
  }

  run(id: string, value: string, signature: string): Promise<SpotDraw> {
    return this.client.send(`${path(id)}/drawing`, { value, signature })
  }

  cancel(id: string, reason: string): Promise<SpotDraw> {
    return this.client.send(`${path(id)}/cancellation`, { reason })
  }

  async candidates(id: string, token?: string): Promise<PageOf<SpotCandidate>> {
    type Answer = { candidates?: SpotCandidate[]; nextPageToken?: string }
    const answer = await this.client.get<Answer>(`${path(id)}/candidates${query({ page_size: 500, page_token: token })}`)
    return { rows: answer.candidates ?? [], next: answer.nextPageToken }
  }

  async events(id: string): Promise<SpotEvent[]> {
    return (await this.client.get<{ events?: SpotEvent[] }>(`${path(id)}/events?page_size=500`)).events ?? []
  }

  proof(id: string): Promise<SpotProof> {
    return this.client.get(`${path(id)}/proof`)
  }

  async checks(filter: CheckFilter, token?: string, signal?: AbortSignal): Promise<PageOf<SpotCheck>> {
    type Answer = { checks?: SpotCheck[]; nextPageToken?: string }
    const wanted = {
      draw_id: filter.draw,
      institution_id: filter.institution,
      outcome: filter.outcome,
      waiting: filter.waiting ? 'true' : undefined,
      page_size: PAGE_SIZE,
      page_token: token,
    }
    const answer = await this.client.get<Answer>(`/v1/spot-checks${query(wanted)}`, signal)
    return { rows: answer.checks ?? [], next: answer.nextPageToken }
  }

  record(check: SpotCheck, result: SpotResult): Promise<SpotCheck> {
    const to = `/v1/spot-checks/${encodeURIComponent(check.checkId)}/result`
    return this.client.send(to, { expectedRevision: check.revision, ...result })
  }
}

function path(id: string): string {
  return `/v1/spot-draws/${encodeURIComponent(id)}`
}
