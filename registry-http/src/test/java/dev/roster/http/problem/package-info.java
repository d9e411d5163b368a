/** Tests of what problems say. */
@NullMarked
package dev.roster.http.problem;

import org.jspecify.annotations.NullMarked;
