package io.shidao.ingest.record;

import io.shidao.kernel.media.Payload;

/**
 * A segment on its way to the disk.
 *
 * @param reserved bytes of the memory budget to give back
 */
record FinishedSegment(RecordedSegment segment, Payload content, long reserved) {}
