/** The data directory of an installation: its lock, version, keys and layout. */
@NullMarked
package io.shidao.app.data;

import org.jspecify.annotations.NullMarked;
