/** Stores policies and which models they judge. */
@NullMarked
package dev.roster.storage.policy;

import org.jspecify.annotations.NullMarked;
