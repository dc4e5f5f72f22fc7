/** Sample → Picture. */
@NullMarked
package io.shidao.analyzer.decode;

import org.jspecify.annotations.NullMarked;
