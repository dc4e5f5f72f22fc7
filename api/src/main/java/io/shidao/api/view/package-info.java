/** What cameras usually show, as far as people have a say in it. */
@NullMarked
package io.shidao.api.view;

import org.jspecify.annotations.NullMarked;
