package dev.roster.api.hold;

import dev.roster.core.hold.Hold;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hold of a version.
 *
 * @param until when it ends by itself; null: when somebody lifts it
 */
record HoldBody(String reason, @Nullable Instant until, String by, Instant at) {
  static HoldBody of(Hold hold) {
    return new HoldBody(hold.reason(), hold.until(), hold.by(), hold.at());
  }
}
