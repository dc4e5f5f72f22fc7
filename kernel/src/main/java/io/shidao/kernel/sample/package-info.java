/** What ingest hands to the analyzer for one session: samples and changes of a source's state. */
@NullMarked
package io.shidao.kernel.sample;

import org.jspecify.annotations.NullMarked;
