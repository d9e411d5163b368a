/** Rights: principals, roles, grants, tokens, and the one decision on access to models. */
@NullMarked
package dev.roster.core.access;

import org.jspecify.annotations.NullMarked;
