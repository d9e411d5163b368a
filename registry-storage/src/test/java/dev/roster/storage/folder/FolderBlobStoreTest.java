package dev.roster.storage.folder;

import static dev.roster.core.problem.ProblemCode.STORAGE_UNAVAILABLE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.problem.Refused;
import dev.roster.storage.BlobStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderBlobStoreTest extends BlobStoreContract {
  @TempDir private Path folder;
  private FolderBlobStore store;

  @BeforeEach
  void open() throws IOException {
    store = new FolderBlobStore(folder.resolve("roster"), folder.resolve("incoming"));
  }

  @Override
  protected BlobStore store() {
    return store;
  }

  @Test
  void aFileThatWasNotCompleteIsGoneAfterTheNextStart() throws IOException {
    Files.writeString(folder.resolve("incoming/left-by-a-killed-server"), "half");
    open();
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void onlyTheOwnerReadsWhatIsStored() throws IOException {
    store.put(key(), new ByteArrayInputStream(new byte[10]));
    try (Stream<Path> all = Files.walk(folder.resolve("roster"))) {
      for (Path path : (Iterable<Path>) all::iterator)
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }
  }

  @Test
  void aFullDiskIsCalledByItsName() {
    Path full = Path.of("/dev/full"); // each write to it fails as on a full disk
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    assertThatThrownBy(() -> FolderBlobStore.asking(() -> Files.write(full, new byte[1], WRITE)))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(STORAGE_UNAVAILABLE))
        .hasMessageContaining("The disk of the artifact store is full.");
  }

  @Test
  void pagesOfTheListHaveEachKeyOnce() throws IOException {
    List<String> keys =
        List.of("00", "7f", "ff").stream()
            .map(folder -> "blobs/" + folder + "/00000000-0000-4000-8000-0000000000" + folder)
            .toList();
    for (String key : keys) store.put(key, new ByteArrayInputStream(new byte[1]));
    BlobStore.Listing first = store.list(null), second = store.list(first.continuation());
    BlobStore.Listing third = store.list(second.continuation());
    assertThat(Stream.of(first, second, third).flatMap(page -> page.keys().stream()))
        .extracting(BlobStore.Listed::key)
        .containsExactlyElementsOf(keys);
    assertThat(third.continuation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../secret", "blobs/../../secret", "/etc/passwd", "blobs/00/x"})
  void path01NothingButAKeyOfTheServerBecomesAPath(String key) {
    assertThatThrownBy(() -> store.size(key)).isInstanceOf(IllegalArgumentException.class);
  }
}
