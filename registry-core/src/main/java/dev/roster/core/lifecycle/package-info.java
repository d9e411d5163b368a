/** Stages: who may move where, who serves, who served when, and the way back. */
@NullMarked
package dev.roster.core.lifecycle;

import org.jspecify.annotations.NullMarked;
