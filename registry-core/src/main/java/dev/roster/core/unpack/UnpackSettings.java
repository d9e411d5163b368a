package dev.roster.core.unpack;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of an archive that is unpacked into a version.
 *
 * @param maxEntries How many entries an archive can have, folders included.
 * @param maxSize The largest size of an archive, and of all its files together.
 * @param maxRatio How many times as large as the archive its files can be. It is not applied below
 *     1 MiB.
 * @param maxDepth How many folders deep a file can be.
 */
@ConfigurationProperties("roster.unpack")
public record UnpackSettings(
    @DefaultValue("10000") int maxEntries,
    @DefaultValue("20GB") DataSize maxSize,
    @DefaultValue("100") int maxRatio,
    @DefaultValue("32") int maxDepth) {}
