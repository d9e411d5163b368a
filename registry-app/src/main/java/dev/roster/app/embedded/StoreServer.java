package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 API over a folder, in this process, on loopback. */
final class StoreServer implements AutoCloseable {
  static final String BUCKET = "roster";

  private final S3Proxy proxy;

  private StoreServer(S3Proxy proxy) {
    this.proxy = proxy;
  }

  static StoreServer start(Path folder, EngineCredentials secrets) {
    try {
      PrivateFiles.folder(folder);
      PrivateFiles.folder(folder.resolve(BUCKET));
      S3Proxy proxy =
          S3Proxy.builder()
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(
                  AuthenticationType.AWS_V4, secrets.storeAccessKey(), secrets.storeSecretKey())
              .blobStore(new FilesystemNio2BlobStore(folder.toString()))
              .stopTimeout(5_000)
              .build();
      proxy.start();
      return new StoreServer(proxy);
    } catch (IOException failed) {
      throw new StartRefused(
          "The embedded store cannot use the folder " + folder + ": " + failed,
          "Free some space on the disk, or change the folder's permissions.",
          failed);
    } catch (Exception failed) { // as S3Proxy declares it
      throw new IllegalStateException("the embedded store does not start", failed);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception failed) { // as S3Proxy declares it
      throw new IllegalStateException("the embedded store does not stop", failed);
    }
  }
}
