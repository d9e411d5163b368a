/** Tests of what is counted of consumers. */
@NullMarked
package dev.roster.core.consumer;

import org.jspecify.annotations.NullMarked;
