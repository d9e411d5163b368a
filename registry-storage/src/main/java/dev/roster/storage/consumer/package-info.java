/** The rows of consumers. */
@NullMarked
package dev.roster.storage.consumer;

import org.jspecify.annotations.NullMarked;
