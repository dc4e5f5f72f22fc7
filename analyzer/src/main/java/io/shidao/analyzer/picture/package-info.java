/** What is wrong with a camera's picture itself: dark, covered, blurred, turned away, unchanging. */
@NullMarked
package io.shidao.analyzer.picture;

import org.jspecify.annotations.NullMarked;
