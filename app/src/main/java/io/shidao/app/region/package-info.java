/** The rehearsal: a made-up region plays a month through the real code, and everything planted in it must be found. */
@NullMarked
package io.shidao.app.region;

import org.jspecify.annotations.NullMarked;
