/** A field of the request that cannot be accepted. */
export interface Violation {
  field: string
  message: string
}

/** Why a call failed: an RFC 9457 answer, or no answer at all (status 0). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly retryAfterSeconds?: number,
    readonly violations: readonly Violation[] = [],
  ) {
    super(detail || code || `HTTP ${status}`)
    this.name = 'ApiProblem'
  }

  static unreachable(cause: unknown): ApiProblem {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
    return new ApiProblem(0, timedOut ? 'TIMED_OUT' : 'UNREACHABLE', '')
  }

  static async from(response: Response): Promise<ApiProblem> {
    const body = await readObject(response)
    const code = text(body['code']) || text(body['grpc-code'])
    const detail = text(body['detail']) || text(body['message']) || text(body['title'])
    return new ApiProblem(response.status, code, detail, retryAfter(response, body), violations(body['violations']))
  }
}

async function readObject(response: Response): Promise<Record<string, unknown>> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) {
    return {}
  }
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function violations(value: unknown): Violation[] {
  const items: unknown[] = Array.isArray(value) ? value : []
  return items.flatMap((item) => {
    const { field, message } = (item ?? {}) as Record<string, unknown>
    return text(field) ? [{ field: text(field), message: text(message) }] : []
  })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function retryAfter(response: Response, body: Record<string, unknown>): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? body['retryAfterSeconds'] ?? NaN)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}
