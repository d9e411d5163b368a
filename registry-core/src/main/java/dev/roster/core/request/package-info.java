/** Asking for moves between stages: who may ask, who may decide, and what comes of it. */
@NullMarked
package dev.roster.core.request;

import org.jspecify.annotations.NullMarked;
