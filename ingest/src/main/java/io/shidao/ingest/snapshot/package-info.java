/** The door through which online-course platforms hand in snapshots. */
@NullMarked
package io.shidao.ingest.snapshot;

import org.jspecify.annotations.NullMarked;
