/** Snapshots as an online course's platform sends them: a web camera's view of whoever sits before it. */
@NullMarked
package io.shidao.testkit.online;

import org.jspecify.annotations.NullMarked;
