/** Tests of ranges, digests, entity tags, paths and names of files. */
@NullMarked
package dev.roster.api.artifact;

import org.jspecify.annotations.NullMarked;
