/** Which columns hold names and texts of people, and how these are erased. */
@NullMarked
package dev.roster.storage.erasure;

import org.jspecify.annotations.NullMarked;
