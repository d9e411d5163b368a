package dev.roster.api.version;

import dev.roster.core.version.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of exactly those files that the version must have. */
record FinalizeBody(@Nullable List<Manifest.File> artifacts) {}
