package dev.roster.storage.artifact;

import dev.roster.core.artifact.BlobStore;
import dev.roster.storage.folder.FolderBlobStore;
import dev.roster.storage.folder.FolderSettings;
import dev.roster.storage.s3.S3BlobStore;
import dev.roster.storage.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Chooses the store of bytes: the folder of the embedded store in this process, or an S3 API. The
 * choice is made here and not by conditions, because the build decides those.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FolderSettings.class, S3Settings.class})
class BlobStoreConfiguration {
  private static final String INCOMING = "incoming";

  @Bean
  BlobStore blobStore(FolderSettings folder, S3Settings s3) throws IOException {
    Path buckets = folder.folder();
    return buckets == null
        ? S3BlobStore.at(s3)
        : new FolderBlobStore(
            buckets.resolve(String.valueOf(s3.bucket())), buckets.resolveSibling(INCOMING));
  }
}
