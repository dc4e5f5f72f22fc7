/** Wires adapters and services into a running node. */
@NullMarked
package io.shidao.app.node;

import org.jspecify.annotations.NullMarked;
