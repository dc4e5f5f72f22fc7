import { describe, expect, it } from 'vitest'
import { EventStream, MAX_EVENT_CHARACTERS, SseParser, type LiveState, type ServerSentEvent } from '../src/api/sse'

describe('SseParser', () => {
  it('readsEventsWithIdNameAndData', () => {
    expect(new SseParser().push('id: 7\nevent: session\ndata: {"a":1}\n\n')).toEqual([
      { id: '7', event: 'session', data: '{"a":1}' },
    ])
  })

  it.each(['\n', '\r\n', '\r'])('acceptsTheLineEnd %j, howeverTheTextIsCut', (end) => {
    const text = ['id: 1', 'data: a', 'data: b', '', ': beat', 'data: 实到', '', ''].join(end)
    const expected = [
      { id: '1', event: 'message', data: 'a\nb' },
      { id: '1', event: 'message', data: '实到' },
    ]

    for (let size = 1; size <= text.length; size++) {
      const parser = new SseParser()
      const events: ServerSentEvent[] = []
      for (let at = 0; at < text.length; at += size) {
        events.push(...parser.push(text.slice(at, at + size)))
      }
      // A last lone carriage return may still become a pair.
      events.push(...parser.push(end === '\r' ? ':\n' : ''))
      expect(events).toEqual(expected)
    }
  })

  it('passesOverCommentsUnknownFieldsAndEventsWithoutData', () => {
    expect(new SseParser().push('\uFEFF: hello\nfoo: bar\nevent: x\n\ndata\n\n')).toEqual([
      { id: '', event: 'message', data: '' },
    ])
  })

  it('keepsTheIdForLaterEventsAndTheReconnectionTime', () => {
    const parser = new SseParser()

    const events = parser.push('id: 9\nretry: 2500\ndata: a\n\nretry: soon\ndata: b\n\n')

    expect(events.map((event) => event.id)).toEqual(['9', '9'])
    expect(parser.lastEventId).toBe('9')
    expect(parser.retryMillis).toBe(2500)
  })

  it('refusesAnEventWithoutEnd', () => {
    const parser = new SseParser()
    const piece = 'x'.repeat(MAX_EVENT_CHARACTERS / 2)

    expect(() => {
      parser.push('data: ')
      for (let i = 0; i < 3; i++) {
        parser.push(piece)
      }
    }).toThrow(/server-sent event/)
  })
})

function streaming(...chunks: string[]): Response {
  const encoder = new TextEncoder()
  return new Response(
    new ReadableStream({
      start(controller) {
        chunks.forEach((chunk) => controller.enqueue(encoder.encode(chunk)))
        controller.close()
      },
    }),
  )
}

describe('EventStream', () => {
  it('reconnectsAndResumesAfterTheNewestEvent', async () => {
    const headers: Record<string, string>[] = []
    const events: string[] = []
    const answers = [
      () => streaming('id: 4\ndata: a\n\n'),
      () => {
        throw new TypeError('unreachable')
      },
      () => streaming('id: 5\ndata: b\n\n'),
    ]
    let opened = 0

    await new Promise<void>((resolve) => {
      const stream = new EventStream({
        open: async (given) => {
          headers.push(given)
          return answers[headers.length - 1]!()
        },
        onOpen: () => opened++,
        onEvent: ({ data }) => {
          events.push(data)
          if (data === 'b') {
            stream.close()
            resolve()
          }
        },
        leastBackoffMillis: 1,
        mostBackoffMillis: 4,
      })
    })

    expect(events).toEqual(['a', 'b'])
    expect(headers).toEqual([{}, { 'Last-Event-ID': '4' }, { 'Last-Event-ID': '4' }])
    expect(opened).toBe(2)
  })

  it('stopsWhenTryingAgainIsUseless', async () => {
    const states: LiveState[] = []
    let tries = 0

    await new Promise<void>((resolve) => {
      new EventStream({
        open: async () => {
          tries++
          throw new Error('signed out')
        },
        onEvent: () => undefined,
        isFinal: (cause) => cause instanceof Error && cause.message === 'signed out',
        onState: (state) => {
          states.push(state)
          if (state === 'stopped') {
            resolve()
          }
        },
      })
    })

    expect(states).toEqual(['connecting', 'stopped'])
    expect(tries).toBe(1)
  })

  it('givesUpOnASilentConnection', async () => {
    let tries = 0

    await new Promise<void>((resolve) => {
      const stream = new EventStream({
        open: (_headers, signal) => {
          if (++tries === 2) {
            stream.close()
            resolve()
          }
          return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('silent'))))
        },
        onEvent: () => undefined,
        silenceMillis: 5,
        leastBackoffMillis: 1,
      })
    })

    expect(tries).toBe(2)
  })

  it('opensNothingOnceClosed', async () => {
    let aborted = false
    await new Promise<void>((resolve) => {
      const stream = new EventStream({
        open: (_headers, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              aborted = true
              reject(new Error('closed'))
            })
            queueMicrotask(() => stream.close())
          }),
        onEvent: () => undefined,
        onState: (state) => state === 'stopped' && resolve(),
      })
    })

    expect(aborted).toBe(true)
  })
})
