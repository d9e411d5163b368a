package dev.roster.api.lineage;

import dev.roster.core.lineage.DatasetUse;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version that was made with a dataset. */
record DatasetUseBody(
    String model,
    int version,
    VersionStatus status,
    Stage stage,
    @Nullable String digest,
    List<String> roles) {
  static DatasetUseBody of(DatasetUse use) {
    return new DatasetUseBody(
        use.version().model().name().text(),
        use.version().number(),
        use.status(),
        use.stage(),
        use.digest(),
        use.roles());
  }
}
