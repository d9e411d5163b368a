package dev.roster.core.lineage;

import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.VersionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that was made with a dataset.
 *
 * @param digest of the version
 * @param roles of the dataset for the version, for example {@code training}, or {@code input} of
 *     its run
 */
public record DatasetUse(
    VersionRef version,
    VersionStatus status,
    Stage stage,
    @Nullable String digest,
    List<String> roles) {}
