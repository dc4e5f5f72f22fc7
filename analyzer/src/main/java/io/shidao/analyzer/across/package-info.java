/** What no session can tell alone: one person in two places, one teacher of many institutions, one substitute of several. */
@NullMarked
package io.shidao.analyzer.across;

import org.jspecify.annotations.NullMarked;
