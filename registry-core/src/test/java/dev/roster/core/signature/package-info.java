/** Tests of signatures: read from files of real tools, compared, checked. */
@NullMarked
package dev.roster.core.signature;

import org.jspecify.annotations.NullMarked;
