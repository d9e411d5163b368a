/** The verifier finds what was done behind Roster's back. */
@NullMarked
package dev.roster.app.verify;

import org.jspecify.annotations.NullMarked;
