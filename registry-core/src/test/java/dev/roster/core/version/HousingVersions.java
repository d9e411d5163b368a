package dev.roster.core.version;

import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Versions of the model {@code housing}. */
public final class HousingVersions {
  public static final ModelRef HOUSING = new ModelRef(1, new ModelName("housing"));

  private static final Instant REGISTERED = Instant.parse("2026-01-05T09:00:00Z");

  private HousingVersions() {}

  public static VersionRef ref(int number) {
    return new VersionRef(100 + number, HOUSING, number);
  }

  public static Version ready(int number, Stage stage) {
    return version(number, VersionStatus.READY, stage);
  }

  /** A version that was finalized, unless its status says that it was not. */
  public static Version version(int number, VersionStatus status, Stage stage) {
    boolean finalized = status != VersionStatus.DRAFT && status != VersionStatus.VERIFYING;
    return new Version(
        ref(number),
        status,
        stage,
        VersionFacts.NONE,
        null,
        List.of(),
        Map.of(),
        List.of(),
        finalized ? "sha256:" + "ab".repeat(32) : null,
        finalized ? 1 : null,
        finalized ? 7L : null,
        finalized ? REGISTERED : null,
        REGISTERED,
        "ci",
        REGISTERED,
        1);
  }
}
