/** Who may call what: everything is refused unless a method's option or a door says otherwise. */
@NullMarked
package io.shidao.api.gate;

import org.jspecify.annotations.NullMarked;
