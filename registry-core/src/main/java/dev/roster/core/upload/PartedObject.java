package dev.roster.core.upload;

/**
 * An object of the store that arrives in parts.
 *
 * @param key what the whole is stored under
 * @param handle how the store calls the parts before they are joined
 */
public record PartedObject(String key, String handle) {}
