/**
 * Drift monitoring: the words, what the API calls (registry-monitoring implements it) and what must
 * be kept (registry-storage does).
 */
@NullMarked
package dev.roster.core.monitoring;

import org.jspecify.annotations.NullMarked;
