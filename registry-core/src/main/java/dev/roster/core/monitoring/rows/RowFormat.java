package dev.roster.core.monitoring.rows;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats in which rows can be sent. */
public enum RowFormat {
  CSV(List.of("text/csv"), List.of("csv")),
  NDJSON(
      List.of("application/x-ndjson", "application/ndjson", "application/jsonl"),
      List.of("ndjson", "jsonl")),
  PARQUET(
      List.of("application/vnd.apache.parquet", "application/x-parquet"), List.of("parquet", "pq"));

  private final List<String> mediaTypes;
  private final List<String> endings;

  RowFormat(List<String> mediaTypes, List<String> endings) {
    this.mediaTypes = mediaTypes;
    this.endings = endings;
  }

  /** By a media type without its parameters. */
  public static Optional<RowFormat> ofMediaType(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.mediaTypes.contains(type)).findFirst();
  }

  /** By the ending of a file's name. */
  public static Optional<RowFormat> ofPath(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.endings.contains(ending)).findFirst();
  }
}
