package dev.roster.storage.folder;

import dev.roster.core.blob.StoreKey;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Uploads in parts that were begun by the embedded S3 API and have not ended. S3Proxy 4.1.0 keeps
 * each in a folder {@code .mpus-ID-blobs} of the bucket, whose files have the name of the object
 * and the number of a part, and marks it by a file {@code .s3proxy-mpu-stub-ID}.
 */
final class ApiParts {
  private static final String BEFORE_ID = ".mpus-";
  private static final String AFTER_ID = "-blobs";
  private static final String MARK = ".s3proxy-mpu-stub-";
  private static final int NAME_LENGTH = 36;

  private final Path bucket;

  ApiParts(Path bucket) {
    this.bucket = bucket;
  }

  /** The keys of the objects that the uploads are for. */
  List<String> keys() throws IOException {
    List<String> keys = new ArrayList<>();
    for (Path upload : uploads())
      for (Path folder : files(upload, "*"))
        for (Path part : files(folder, "*")) {
          String name = part.getFileName().toString();
          String key = StoreKey.ofName(name.substring(0, Math.min(NAME_LENGTH, name.length())));
          if (StoreKey.isKey(key) && !keys.contains(key)) keys.add(key);
        }
    return keys;
  }

  /** Deletes the parts of the object, whatever upload they are of. */
  void delete(String key) throws IOException {
    String folderName = Path.of(key).getParent().getFileName().toString();
    for (Path upload : uploads()) {
      Path folder = upload.resolve(folderName);
      List<Path> parts = files(folder, StoreKey.name(key) + "-*");
      if (parts.isEmpty()) continue;
      for (Path part : parts) Files.deleteIfExists(part);
      if (isDeleted(folder) && isDeleted(upload)) Files.deleteIfExists(mark(upload));
    }
  }

  private Path mark(Path upload) {
    String name = upload.getFileName().toString();
    String id = name.substring(BEFORE_ID.length(), name.length() - AFTER_ID.length());
    return bucket.resolve(MARK + id);
  }

  private List<Path> uploads() throws IOException {
    return files(bucket, BEFORE_ID + "*" + AFTER_ID);
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
      stream.forEach(files::add);
    } catch (NoSuchFileException gone) {
      return List.of();
    }
    return files;
  }

  private static boolean isDeleted(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException used) {
      return false;
    }
  }
}
