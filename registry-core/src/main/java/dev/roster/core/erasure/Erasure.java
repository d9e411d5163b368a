package dev.roster.core.erasure;

import dev.roster.core.audit.Actor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One erasure of a name.
 *
 * @param alias what is shown in place of the name, such as {@code erased-1a2b3c}
 * @param nameHash as {@link NameHash} makes it
 * @param name null if only the list in the store tells of it, or when it is done
 * @param reason why, without the name; null if only the list tells of it
 * @param by who asked for it
 */
public record Erasure(
    UUID id,
    String alias,
    byte[] nameHash,
    @Nullable String name,
    @Nullable String reason,
    Actor by,
    Instant begunAt) {
  /** The same erasure with the name, which was found by its hash. */
  Erasure of(String found) {
    return new Erasure(id, alias, nameHash, found, reason, by, begunAt);
  }
}
