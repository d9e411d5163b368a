/**
 * Shared code of the checks of {@code ./roster verify}. Each capability contributes its own checks.
 * A check does not use the code that writes the rows.
 */
@NullMarked
package dev.roster.storage.verify;

import org.jspecify.annotations.NullMarked;
