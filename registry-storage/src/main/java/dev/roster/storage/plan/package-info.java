/** How PostgreSQL plans queries. */
@NullMarked
package dev.roster.storage.plan;

import org.jspecify.annotations.NullMarked;
