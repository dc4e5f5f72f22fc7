/** Live pictures between nodes, so that the api shows cameras that another node has. */
@NullMarked
package io.shidao.adapters.relay;

import org.jspecify.annotations.NullMarked;
