import type { ApiClient } from './client'

/** Tests of cameras, as protobuf JSON writes them; see types.ts. */

export type SourceTestStep =
  | 'SOURCE_TEST_STEP_NAME'
  | 'SOURCE_TEST_STEP_ADDRESS'
  | 'SOURCE_TEST_STEP_CONNECTION'
  | 'SOURCE_TEST_STEP_SIGN_IN'
  | 'SOURCE_TEST_STEP_DESCRIPTION'
  | 'SOURCE_TEST_STEP_PLAY'
  | 'SOURCE_TEST_STEP_KEY_FRAME'
  | 'SOURCE_TEST_STEP_PICTURE'

export interface SourceTest {
  usable?: boolean
  state?: string
  failedStep?: SourceTestStep
  steps?: { step?: SourceTestStep; after?: string }[]
  codec?: string
  width?: number
  height?: number
  keyInterval?: string
  keyIntervalAtLeast?: boolean
  framesPerSecond?: number
  kilobitsPerSecond?: number
  clockOffset?: string
  samplingInterval?: string
  faceReachMetres?: number
  roomDepthMetres?: number
  warnings?: string[]
  took?: string
}

/** A camera that is entered, or an address that may become one. */
export type Tested = { sourceId: string } | { institutionId: string; address: string }

/** The server answers within 18 s. */
const PATIENCE_MILLIS = 25_000

export function testSource(client: ApiClient, tested: Tested): Promise<SourceTest> {
  return client.send('/v1/source-tests', tested, PATIENCE_MILLIS)
}
