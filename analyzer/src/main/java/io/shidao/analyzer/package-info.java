/** sample → observation → decision → record: the service that finds out who was really in the room. */
@NullMarked
package io.shidao.analyzer;

import org.jspecify.annotations.NullMarked;
