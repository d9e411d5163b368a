/** What was when: models, versions, stages and aliases at an instant, and what happened. */
@NullMarked
package dev.roster.core.history;

import org.jspecify.annotations.NullMarked;
