/** What people do about anomalies: take a case, decide it with a second person, explain, appeal; all of it in a history. */
@NullMarked
package io.shidao.api.review;

import org.jspecify.annotations.NullMarked;
