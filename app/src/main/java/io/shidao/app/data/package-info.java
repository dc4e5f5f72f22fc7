/** The data directory of an installation: its lock, version, keys and layout; and folders that are not kept. */
@NullMarked
package io.shidao.app.data;

import org.jspecify.annotations.NullMarked;
