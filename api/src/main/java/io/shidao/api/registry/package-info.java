/** Institutions, classes, people, rosters, sources and platforms. */
@NullMarked
package io.shidao.api.registry;

import org.jspecify.annotations.NullMarked;
