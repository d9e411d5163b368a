package dev.roster.storage.artifact;

import dev.roster.core.blob.BlobStore;
import dev.roster.core.upload.DirectPartStore;
import dev.roster.core.upload.PartStores;
import dev.roster.storage.folder.FolderBlobStore;
import dev.roster.storage.folder.FolderPartStore;
import dev.roster.storage.folder.FolderSettings;
import dev.roster.storage.s3.S3BlobStore;
import dev.roster.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/**
 * Chooses the store of bytes: the folder of the embedded store in this process, or an S3 API. The
 * choice is made here and not by conditions, because the build decides those.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FolderSettings.class, S3Settings.class})
class BlobStoreConfiguration {
  private static final String INCOMING = "incoming";
  private static final String PARTS = "parts";

  @Bean
  BlobStore blobStore(FolderSettings folder, S3Settings s3) throws IOException {
    Path buckets = folder.folder();
    return buckets == null
        ? S3BlobStore.at(s3)
        : new FolderBlobStore(
            buckets.resolve(String.valueOf(s3.bucket())),
            buckets.resolveSibling(INCOMING),
            buckets.resolveSibling(PARTS));
  }

  /**
   * Parts go to the store that has the whole. Beside the folder of an embedded store, clients can
   * also send parts to its S3 API, which does not bring them to the disk itself.
   */
  @Bean
  PartStores partStores(BlobStore store, FolderSettings folder, S3Settings s3) throws IOException {
    boolean isReachable = s3.clientEndpoint() != null;
    if (store instanceof S3BlobStore objects) {
      DirectPartStore parts = objects.parts(s3, key -> {});
      return new PartStores(parts, () -> parts, isReachable);
    }
    FolderBlobStore files = (FolderBlobStore) store;
    return new PartStores(
        new FolderPartStore(Objects.requireNonNull(folder.folder()).resolveSibling(PARTS), files),
        SingletonSupplier.of(() -> S3BlobStore.at(s3).parts(s3, files::makeDurable)),
        isReachable);
  }
}
