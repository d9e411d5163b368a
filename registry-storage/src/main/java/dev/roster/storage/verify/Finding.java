package dev.roster.storage.verify;

/**
 * Something that should not be.
 *
 * @param invariant I1, I2, I3 or I6
 * @param where model, version, path, digest: as far as it concerns them
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record Finding(String invariant, String where, String what, String remedy) {}
