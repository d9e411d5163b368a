package dev.roster.core.monitoring.rows;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.artifact.Artifacts;
import dev.roster.core.artifact.Content;
import dev.roster.core.artifact.StoredArtifact;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Reads rows from a file of the version. */
@Component
public class RowFiles {
  private final Artifacts catalog;
  private final ArtifactDownload download;
  private final RowLimit limit;
  private final TemporaryFolder temporary;

  RowFiles(
      Artifacts catalog, ArtifactDownload download, RowLimit limit, TemporaryFolder temporary) {
    this.catalog = catalog;
    this.download = download;
    this.limit = limit;
    this.temporary = temporary;
  }

  /**
   * Passes the file's bytes to the reader, after their digest was verified.
   *
   * @throws Refused {@code artifact_not_found}, {@code artifact_damaged}, {@code too_large}, {@code
   *     invalid_field} when the path does not end like a file of rows
   */
  public <T> T read(VersionRef version, String path, BiFunction<RowFormat, InputStream, T> reader) {
    ArtifactPath named = new ArtifactPath(path);
    RowFormat format =
        RowFormat.ofPath(path)
            .orElseThrow(
                () ->
                    Refused.invalid(
                        field("artifact"), "must end in .csv, .ndjson, .jsonl or .parquet", path));
    StoredArtifact file = catalog.find(version, named);
    if (file.artifact().size() > limit.bytes())
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "%s has %d bytes; one call accepts at most %d bytes of rows."
              .formatted(path, file.artifact().size(), limit.bytes()));
    try {
      Path spool = temporary.file("rows");
      try {
        try (Content content = download.open(file);
            OutputStream out = Files.newOutputStream(spool)) {
          content.writeTo(out);
        }
        try (InputStream in = Files.newInputStream(spool)) {
          return reader.apply(format, in);
        }
      } finally {
        Files.delete(spool);
      }
    } catch (IOException broken) {
      throw Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE, "The file could not be read. Try again.", broken);
    }
  }
}
