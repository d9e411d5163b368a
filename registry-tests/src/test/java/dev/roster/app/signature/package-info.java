/** Signatures over HTTP: read from files, checked, judged. */
@NullMarked
package dev.roster.app.signature;

import org.jspecify.annotations.NullMarked;
