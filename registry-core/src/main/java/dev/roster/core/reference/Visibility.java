package dev.roster.core.reference;

import java.util.Set;

/** The models that a principal may read: all, or those with one of the ids or name prefixes. */
public record Visibility(boolean all, Set<Long> modelIds, Set<String> prefixes) {}
