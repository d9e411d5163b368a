package dev.roster.api.lifecycle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.roster.api.version.VersionBody;
import dev.roster.core.asof.Past;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version with its stay in a stage. */
record StayBody(
    @JsonUnwrapped VersionBody holder,
    Instant since,
    @Nullable Instant until,
    String by,
    @Nullable String reason) {
  static StayBody of(Past.Stay stay) {
    return new StayBody(
        VersionBody.of(stay.version()),
        stay.held().since(),
        stay.held().until(),
        stay.held().by(),
        stay.held().reason());
  }
}
