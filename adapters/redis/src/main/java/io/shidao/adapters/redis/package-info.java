/** Live state: on Redis for several nodes, in the process's own memory for one. */
@NullMarked
package io.shidao.adapters.redis;

import org.jspecify.annotations.NullMarked;
