/** Erasures of names, from outside. */
@NullMarked
package dev.roster.app.erasure;

import org.jspecify.annotations.NullMarked;
