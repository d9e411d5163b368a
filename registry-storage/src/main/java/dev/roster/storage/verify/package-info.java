/**
 * What the checks of {@code ./roster verify} share. Each capability contributes its own checks;
 * none of them uses the code that writes the rows.
 */
@NullMarked
package dev.roster.storage.verify;

import org.jspecify.annotations.NullMarked;
