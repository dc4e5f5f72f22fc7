/** What an online-course platform does on its side. */
@NullMarked
package io.shidao.testkit.platform;

import org.jspecify.annotations.NullMarked;
