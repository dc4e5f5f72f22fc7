/** The bus between the services: topics, publishing, consuming by group or with own offsets. */
@NullMarked
package io.shidao.kernel.bus;

import org.jspecify.annotations.NullMarked;
