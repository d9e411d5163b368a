/** The REST resources of requests for moves, and of the decisions on them. */
@NullMarked
package dev.roster.api.request;

import org.jspecify.annotations.NullMarked;
