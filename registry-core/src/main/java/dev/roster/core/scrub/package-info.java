/**
 * The scrub: stored bytes are looked for and read again, so that damage is found before a user
 * does.
 */
@NullMarked
package dev.roster.core.scrub;

import org.jspecify.annotations.NullMarked;
