/** Roll-calls: a supervisor calls the names in a room that is watched live. */
@NullMarked
package io.shidao.api.rollcall;

import org.jspecify.annotations.NullMarked;
