/** Hands samples and changes of a source to the bus. */
@NullMarked
package io.shidao.ingest.publish;

import org.jspecify.annotations.NullMarked;
