/** Which access units become samples. */
@NullMarked
package io.shidao.ingest.sampling;

import org.jspecify.annotations.NullMarked;
