package dev.roster.app.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was read.
 *
 * @param seq the number that it shows; null if it cannot be read
 * @param computed the hash of its leaf, computed; null if the leaf cannot be read
 * @param shown the hash that is kept of its leaf; null if it is none
 * @param faults what of it contradicts what else of it
 */
record ReadEntry(
    @Nullable Long seq, byte @Nullable [] computed, byte @Nullable [] shown, List<String> faults) {}
