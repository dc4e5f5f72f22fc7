/** Recording of sources: off, around anomalies, or continuous; kept sealed, in segments that begin with a key frame. */
@NullMarked
package io.shidao.ingest.record;

import org.jspecify.annotations.NullMarked;
