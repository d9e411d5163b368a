/**
 * Erasing the name of a person or token, and the texts that they wrote, from the whole registry.
 */
@NullMarked
package dev.roster.core.erasure;

import org.jspecify.annotations.NullMarked;
