/** What happened to a model, over REST. */
@NullMarked
package dev.roster.api.history;

import org.jspecify.annotations.NullMarked;
