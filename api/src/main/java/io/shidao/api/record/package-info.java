/** Recordings of cameras: what is recorded, what there is, and clips, each look at one recorded. */
@NullMarked
package io.shidao.api.record;

import org.jspecify.annotations.NullMarked;
