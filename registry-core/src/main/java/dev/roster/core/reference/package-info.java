/** What names a model or a version: in a path, in an audit entry, in a grant. */
@NullMarked
package dev.roster.core.reference;

import org.jspecify.annotations.NullMarked;
