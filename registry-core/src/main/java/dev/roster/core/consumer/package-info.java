/** Consumers: who resolves and downloads versions. */
@NullMarked
package dev.roster.core.consumer;

import org.jspecify.annotations.NullMarked;
