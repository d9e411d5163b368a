package dev.roster.monitoring.profile;

import dev.roster.drift.profile.ProfileBytes;

/**
 * Some or all rows of an hour.
 *
 * @param hour since 1970
 * @param counts as {@link ProfileBytes}
 */
record HourPart(long hour, byte[] counts) {}
