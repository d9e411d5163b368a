/**
 * Drift monitoring, one package per word. Rows become a baseline or observations; a monitor checks
 * windows of observations against the baseline; its alarm opens and closes incidents.
 */
@NullMarked
package dev.roster.core.monitoring;

import org.jspecify.annotations.NullMarked;
