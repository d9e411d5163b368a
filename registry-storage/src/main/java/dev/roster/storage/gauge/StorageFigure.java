package dev.roster.storage.gauge;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A number about what is stored, and the query that counts it. */
enum StorageFigure {
  BYTES(
      "bytes",
      "bytes",
      "Bytes that are stored; files with the same bytes count once",
      "select coalesce(sum(size), 0) from blob"),
  BLOBS("blobs", null, "Different files that are stored", "select count(*) from blob"),
  ARTIFACTS(
      "artifacts",
      null,
      "Files of all versions",
      "select coalesce(sum(files), 0) from storage_usage where scope = 'version'"),
  DAMAGED_BLOBS(
      "damaged.blobs",
      null,
      "Different files whose bytes the store lost or altered",
      "select count(*) from blob where damaged_at is not null"),
  DAMAGED_VERSIONS(
      "damaged.versions",
      null,
      "Versions that cannot be used, because the store lost or altered bytes of theirs",
      "select count(*) from version where status = 'damaged'"),
  QUEUE(
      "deletion.queue",
      null,
      "Objects that wait for their deletion",
      "select count(*) from blob_deletion"),
  QUEUE_BYTES(
      "deletion.queue.bytes",
      "bytes",
      "Bytes that wait for their deletion, without those of uploads that were given up",
      "select coalesce(sum(size), 0) from blob_deletion"),
  UPLOADS(
      "uploads.open",
      null,
      "Uploads that have not ended",
      "select count(*) from upload where state in ('open', 'verifying')"),
  STRAYS(
      "strays",
      null,
      "Objects in the store that the database does not know and that wait for a second sighting",
      "select count(*) from stray_key");

  private final String name;
  private final @Nullable String unit;
  private final String description;
  private final String sql;

  StorageFigure(String name, @Nullable String unit, String description, String sql) {
    this.name = name;
    this.unit = unit;
    this.description = description;
    this.sql = sql;
  }

  /** The query of all figures, in one statement. */
  static String query() {
    return Arrays.stream(values())
        .map(figure -> "(%s)::float8 as %s".formatted(figure.sql, figure.column()))
        .collect(Collectors.joining(", ", "select ", ""));
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meter() {
    return "roster.storage." + name;
  }

  @Nullable String unit() {
    return unit;
  }

  String description() {
    return description;
  }
}
