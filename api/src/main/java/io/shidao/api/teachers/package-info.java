/** The register of teachers, and who engages them. */
@NullMarked
package io.shidao.api.teachers;

import org.jspecify.annotations.NullMarked;
