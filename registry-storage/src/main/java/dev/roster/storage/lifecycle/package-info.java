/** The rows and queries of stages and transitions. */
@NullMarked
package dev.roster.storage.lifecycle;

import org.jspecify.annotations.NullMarked;
