package dev.roster.api.retirement;

import dev.roster.core.retirement.Announcement;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The announcement that a version goes out of use, as it is sent. */
record AnnouncementBody(
    @Schema(description = "When the version shall no longer be used; in the future.")
        @Nullable Instant sunset,
    @Schema(
            description =
                "The version to use instead. It must be ready and not retired, of a model that the token may read.",
            example = "credit/9")
        @Nullable String replacement,
    @Schema(maxLength = 2000, example = "new features") @Nullable String reason) {
  static AnnouncementBody of(Announcement announcement) {
    return new AnnouncementBody(
        announcement.sunset(), announcement.replacement(), announcement.reason());
  }

  Announcement announcement() {
    return new Announcement(sunset, replacement, reason);
  }
}
