package dev.roster.storage.folder;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The folder of the embedded store.
 *
 * @param folder The folder with the bucket of the embedded store, which the server then reads and
 *     writes itself. The embedded engines set it; leave it unset.
 */
@ConfigurationProperties("roster.store")
public record FolderSettings(@Nullable Path folder) {}
