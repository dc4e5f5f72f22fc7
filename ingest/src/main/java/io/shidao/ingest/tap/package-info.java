/** Every access unit of a source for those who watch or record it, beside the sampling. */
@NullMarked
package io.shidao.ingest.tap;

import org.jspecify.annotations.NullMarked;
