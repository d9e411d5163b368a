package dev.roster.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.blob.StoreKey;
import dev.roster.core.upload.PartStore;
import dev.roster.core.upload.PartedObject;
import dev.roster.storage.Engines;
import dev.roster.storage.PartStoreContract;
import dev.roster.storage.folder.FolderBlobStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that come by the S3 API of the embedded store, whose folder the server reads itself. */
class EmbeddedPartStoreTest extends PartStoreContract {
  @TempDir private static Path folder;
  private static S3Proxy api;
  private static S3BlobStore byApi;
  private static PartStore parts;
  private static FolderBlobStore blobs;

  @BeforeAll
  static void start() throws Exception {
    Path bucket = Files.createDirectories(folder.resolve("s3/roster"));
    blobs = new FolderBlobStore(bucket, folder.resolve("incoming"), folder.resolve("parts"));
    api =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret")
            .blobStore(new FilesystemNio2BlobStore(folder.resolve("s3").toString()))
            .build();
    api.start();
    S3Settings settings =
        GivenStoreTest.settings(
            new Engines.Bucket(
                "http://127.0.0.1:" + api.getPort(), "roster", "key", "secret", "us-east-1"));
    byApi = S3BlobStore.at(settings);
    parts = byApi.parts(settings, key -> {});
  }

  @AfterAll
  static void stop() throws Exception {
    byApi.close();
    api.stop();
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
  void anUploadOfWhichNoPartCameLeavesNothing() throws IOException {
    String key = StoreKey.random();
    String other = StoreKey.random();
    parts.begin(key); // and its handle is lost, as when the answer comes too late
    PartedObject kept = new PartedObject(other, parts.begin(other));
    assertThat(blobs.unfinished()).contains(key, other);

    blobs.discardUnfinished(key);

    assertThat(blobs.unfinished()).contains(other).doesNotContain(key);
    assertThat(parts.list(kept)).isEmpty();
    blobs.discardUnfinished(other);
    assertThat(left()).isEmpty();
  }

  private static List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
