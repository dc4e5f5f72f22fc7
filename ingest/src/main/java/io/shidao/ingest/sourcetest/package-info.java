/** Tests of sources outside sessions, for whoever enters them: opened for some seconds, measured, closed. */
@NullMarked
package io.shidao.ingest.sourcetest;

import org.jspecify.annotations.NullMarked;
