package dev.roster.core.quota;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may be stored. A limit of 0 is none. Files with the same bytes count each, although they
 * are stored once, and the files of a deleted version count until it is purged.
 *
 * @param filesPerVersion The largest number of files of a version.
 * @param bytesPerVersion The most bytes that the files of a version may have together.
 * @param bytesPerModel The most bytes that the files of all versions of a model may have together.
 * @param versionsPerModel The largest number of versions of a model, without those that were
 *     purged.
 * @param bytesPerToken The most bytes that the files that were uploaded with a token may have
 *     together, wherever they are.
 * @param uploadsPerVersion The largest number of uploads into a version at a time. While an archive
 *     is unpacked, each of its files is an upload.
 * @param uploadsPerModel The largest number of uploads into the versions of a model at a time.
 * @param uploadsPerToken The largest number of uploads by a token at a time.
 */
@ConfigurationProperties("roster.quotas")
public record QuotaSettings(
    @DefaultValue("100000") long filesPerVersion,
    @DefaultValue("0B") DataSize bytesPerVersion,
    @DefaultValue("0B") DataSize bytesPerModel,
    @DefaultValue("100000") long versionsPerModel,
    @DefaultValue("0B") DataSize bytesPerToken,
    @DefaultValue("20000") long uploadsPerVersion,
    @DefaultValue("50000") long uploadsPerModel,
    @DefaultValue("50000") long uploadsPerToken) {}
