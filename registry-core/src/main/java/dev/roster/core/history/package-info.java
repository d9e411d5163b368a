/** What has a history: the facts of a model and of its versions, and how a change moves them. */
@NullMarked
package dev.roster.core.history;

import org.jspecify.annotations.NullMarked;
