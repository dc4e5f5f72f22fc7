/** What is known of one session so far, how it is judged, and how it is written down and read again. */
@NullMarked
package io.shidao.analyzer.session;

import org.jspecify.annotations.NullMarked;
