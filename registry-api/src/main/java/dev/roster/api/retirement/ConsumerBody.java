package dev.roster.api.retirement;

import dev.roster.core.consumer.Consumer;
import java.time.Instant;

/**
 * A token that uses a version.
 *
 * @param name of the token
 * @param lastResolvedAt when it last resolved or downloaded the version
 * @param resolves how often it did so
 * @param downloads how many of these were downloads
 */
record ConsumerBody(String name, Instant lastResolvedAt, long resolves, long downloads) {
  static ConsumerBody of(Consumer consumer) {
    return new ConsumerBody(
        consumer.name(), consumer.lastResolvedAt(), consumer.resolves(), consumer.downloads());
  }
}
