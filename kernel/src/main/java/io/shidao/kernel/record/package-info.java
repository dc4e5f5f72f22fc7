/** What is concluded about a session: attendance records, anomalies, references to evidence. */
@NullMarked
package io.shidao.kernel.record;

import org.jspecify.annotations.NullMarked;
