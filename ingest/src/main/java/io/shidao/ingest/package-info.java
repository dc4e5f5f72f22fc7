/** Source → access unit → sample → bus: {@link io.shidao.ingest.IngestService} shows the order. */
@NullMarked
package io.shidao.ingest;

import org.jspecify.annotations.NullMarked;
