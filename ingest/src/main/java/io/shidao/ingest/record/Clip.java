package io.shidao.ingest.record;

import java.time.Instant;
import java.util.Iterator;

/**
 * A playable file made of segments.
 *
 * @param mediaType with codecs
 * @param from capture time of its first picture: that of the key frame at or before what was asked for
 * @param to no picture is of this time or later
 * @param parts of the file, in order; each is made when it is asked for, and holds one segment in memory at most
 */
public record Clip(String mediaType, Instant from, Instant to, Iterator<byte[]> parts) {}
