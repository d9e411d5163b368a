/** Who may do what: principals, roles, grants, tokens. */
@NullMarked
package dev.roster.core.access;

import org.jspecify.annotations.NullMarked;
