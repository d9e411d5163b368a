/** Registered models: names, tags, aliases. */
@NullMarked
package dev.roster.core.model;

import org.jspecify.annotations.NullMarked;
