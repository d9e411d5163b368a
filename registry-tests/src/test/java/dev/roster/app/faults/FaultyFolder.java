package dev.roster.app.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of the embedded store. Its disk does not fail; the server dies while it writes. */
final class FaultyFolder implements FaultyStore {
  private static final String BUCKET = "roster";

  private final Path buckets;

  FaultyFolder(Path folder) {
    buckets = folder.resolve("s3");
  }

  /** No call goes to the S3 API that stands beside the folder. */
  @Override
  public List<String> flags() {
    return List.of(
        "--roster.store.folder=" + buckets,
        "--roster.s3.endpoint=http://127.0.0.1:9",
        "--roster.s3.bucket=" + BUCKET,
        "--roster.s3.access-key=unused",
        "--roster.s3.secret-key=unused");
  }

  @Override
  public List<String> flagsPastFaults() {
    return flags();
  }

  @Override
  public boolean hasCalls() {
    return false;
  }

  @Override
  public Set<String> keys() {
    Path bucket = buckets.resolve(BUCKET);
    try (Stream<Path> files = Files.walk(bucket.resolve("blobs"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> bucket.relativize(file).toString())
          .collect(Collectors.toSet());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public List<String> unfinished() {
    return Stream.of("incoming", "parts")
        .flatMap(name -> names(buckets.resolveSibling(name)))
        .toList();
  }

  private static Stream<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void trouble(double share, Random random) {}

  @Override
  public void cut() {}

  @Override
  public void mend() {}

  @Override
  public void close() {}
}
