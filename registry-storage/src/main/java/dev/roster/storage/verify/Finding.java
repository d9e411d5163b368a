package dev.roster.storage.verify;

/**
 * A violation of an invariant.
 *
 * @param invariant the invariant, for example I1
 * @param where the model, version, path or digest that it concerns
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record Finding(String invariant, String where, String what, String remedy) {}
