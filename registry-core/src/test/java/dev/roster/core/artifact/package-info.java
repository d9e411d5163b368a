/** Tests of paths and digests of files. */
@NullMarked
package dev.roster.core.artifact;

import org.jspecify.annotations.NullMarked;
