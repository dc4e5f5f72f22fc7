/** Pictures that prove something, given out only to whom they concern, each look recorded. */
@NullMarked
package io.shidao.api.evidence;

import org.jspecify.annotations.NullMarked;
