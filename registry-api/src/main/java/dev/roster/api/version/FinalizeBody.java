package dev.roster.api.version;

import dev.roster.core.version.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of exactly the files that must be there. */
record FinalizeBody(@Nullable List<Manifest.File> artifacts) {}
