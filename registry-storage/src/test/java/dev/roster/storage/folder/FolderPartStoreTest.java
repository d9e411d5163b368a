package dev.roster.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.upload.PartStore;
import dev.roster.core.upload.PartedObject;
import dev.roster.storage.PartStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPartStoreTest extends PartStoreContract {
  @TempDir private Path folder;
  private FolderBlobStore blobs;
  private FolderPartStore parts;

  @BeforeEach
  void open() throws IOException {
    blobs =
        new FolderBlobStore(
            folder.resolve("roster"), folder.resolve("incoming"), folder.resolve("parts"));
    parts = new FolderPartStore(folder.resolve("parts"), blobs);
  }

  @Override
  protected PartStore parts() {
    return parts;
  }

  @Override
  protected BlobStore blobs() {
    return blobs;
  }

  @Test
  void partsAreThereAfterARestart() throws IOException {
    String key = StoreKey.random();
    PartedObject object = new PartedObject(key, parts.begin(key));
    parts.put(object, 1, 0, new byte[10]);
    open();
    assertThat(parts.list(object)).isEqualTo(Map.of(1, 10L));
  }

  @Test
  void aJoinThatWasInterruptedIsRepeated() throws IOException {
    String key = StoreKey.random();
    PartedObject object = new PartedObject(key, parts.begin(key));
    parts.put(object, 1, 0, new byte[10]);
    Path left = folder.resolve("parts/" + key.substring(key.lastIndexOf('/') + 1));
    blobs.adopt(key, left.resolve("data")); // and here the process was killed

    parts.join(object);

    assertThat(blobs.size(key)).contains(10L);
    assertThat(left).doesNotExist();
  }

  @Test
  void onlyTheOwnerReadsWhatIsStored() throws IOException {
    String key = StoreKey.random();
    parts.put(new PartedObject(key, parts.begin(key)), 1, 0, new byte[10]);
    try (Stream<Path> all = Files.walk(folder.resolve("parts"))) {
      for (Path path : (Iterable<Path>) all::iterator)
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }
  }
}
