/** What a model takes and gives: read from its files, compared from version to version. */
@NullMarked
package dev.roster.core.signature;

import org.jspecify.annotations.NullMarked;
