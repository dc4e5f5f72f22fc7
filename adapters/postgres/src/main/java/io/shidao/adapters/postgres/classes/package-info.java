/** The life of classes, their places and their timetable in PostgreSQL. */
@NullMarked
package io.shidao.adapters.postgres.classes;

import org.jspecify.annotations.NullMarked;
