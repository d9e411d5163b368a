/** Requests for moves between stages, and the decisions of people on them. */
@NullMarked
package dev.roster.core.approval;

import org.jspecify.annotations.NullMarked;
