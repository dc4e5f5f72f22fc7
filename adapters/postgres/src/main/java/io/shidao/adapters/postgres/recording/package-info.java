/** Which recorded segments are kept, and how sources are recorded. */
@NullMarked
package io.shidao.adapters.postgres.recording;

import org.jspecify.annotations.NullMarked;
