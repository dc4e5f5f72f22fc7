/** What sources have shown, kept for the search for replayed footage. */
@NullMarked
package io.shidao.adapters.postgres.replay;

import org.jspecify.annotations.NullMarked;
