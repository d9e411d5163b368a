package dev.roster.core.temporary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path parent;

  @Test
  void onlyTheOwnerReadsItAndItIsGoneWhenClosed() throws IOException {
    Path shared = parent.resolve("not/there/yet");
    try (TemporaryFolder folder = TemporaryFolder.in(shared)) {
      Path file = folder.file("rows");
      Files.writeString(folder.folder("baseline").resolve("column"), "1");
      assertThat(mode(shared)).isEqualTo("rwx------");
      assertThat(mode(file.getParent())).isEqualTo("rwx------");
      assertThat(mode(file)).isEqualTo("rw-------");
    }
    assertThat(inside(shared)).isEmpty();
  }

  @Test
  void theFilesOfAnEndedServerAreDeletedAndThoseOfARunningOneAreKept() throws IOException {
    Path killed = Files.createDirectories(parent.resolve("roster-server-1/deep"));
    Files.writeString(killed.resolve("rows-1"), "a row");
    Files.writeString(killed.resolveSibling("server.lock"), "");
    Path killedEarly = Files.createDirectory(parent.resolve("roster-server-2"));
    Path foreign = Files.writeString(parent.resolve("of-another-program"), "kept");
    try (TemporaryFolder first = TemporaryFolder.in(parent)) {
      Path file = first.file("rows");
      assertThat(killed.getParent()).doesNotExist();
      assertThat(killedEarly).doesNotExist();
      try (TemporaryFolder second = TemporaryFolder.in(parent)) {
        assertThat(file).exists();
        assertThat(second.file("rows").getParent()).isNotEqualTo(file.getParent());
      }
      assertThat(file).exists();
    }
    assertThat(inside(parent)).containsExactly(foreign);
  }

  @Test
  void aLinkInItIsDeletedAndNotFollowed() throws IOException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "kept");
    Path shared = Files.createDirectory(parent.resolve("shared"));
    Path killed = Files.createDirectory(shared.resolve("roster-server-1"));
    Files.createSymbolicLink(killed.resolve("link"), outside);
    TemporaryFolder.in(shared).close();
    assertThat(inside(shared)).isEmpty();
    assertThat(kept).exists();
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
