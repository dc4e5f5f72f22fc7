/** Fragmented MP4 (ISO/IEC 14496-12 and -15) from access units, on the JDK alone: one fragment for each unit. */
@NullMarked
package io.shidao.ingest.fmp4;

import org.jspecify.annotations.NullMarked;
