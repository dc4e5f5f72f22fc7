/** A planned session: its roster, claims, attendance rules, and where to look them up. */
@NullMarked
package io.shidao.kernel.session;

import org.jspecify.annotations.NullMarked;
