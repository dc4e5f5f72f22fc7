/** A made-up region: what happens in it for a month, what a camera would see of it, and what has to be found. */
@NullMarked
package io.shidao.testkit.region;

import org.jspecify.annotations.NullMarked;
