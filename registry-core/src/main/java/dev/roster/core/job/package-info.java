/** Background jobs: the work that each server does at an interval. */
@NullMarked
package dev.roster.core.job;

import org.jspecify.annotations.NullMarked;
