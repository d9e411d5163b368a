/** The REST resource of erasures. */
@NullMarked
package dev.roster.api.erasure;

import org.jspecify.annotations.NullMarked;
