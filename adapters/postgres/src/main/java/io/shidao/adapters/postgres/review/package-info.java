/** Cases, their history, letters and roll-calls. */
@NullMarked
package io.shidao.adapters.postgres.review;

import org.jspecify.annotations.NullMarked;
