/** Stock portraits that play the people of an invented class; see NOTICE-portraits. */
@NullMarked
package io.shidao.testkit.portrait;

import org.jspecify.annotations.NullMarked;
