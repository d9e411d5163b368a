package dev.roster.api.lifecycle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.roster.api.version.VersionBody;
import dev.roster.core.asof.AsOf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version with its stay in a stage, as the API shows it. */
record StayBody(
    @JsonUnwrapped VersionBody holder,
    Instant since,
    @Nullable Instant until,
    String by,
    @Nullable String reason) {
  static StayBody of(AsOf.Stay stay) {
    return new StayBody(
        VersionBody.of(stay.version()),
        stay.held().since(),
        stay.held().until(),
        stay.held().by(),
        stay.held().reason());
  }
}
