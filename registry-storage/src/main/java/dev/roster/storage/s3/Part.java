package dev.roster.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.core.sync.RequestBody;

/** A buffer for one part of an object. It grows up to {@link #SIZE} and can be reused. */
final class Part {
  /** The size of a part, which is the least that S3 allows: a stream has several buffers. */
  static final int SIZE = 5 * 1024 * 1024;

  private static final int FIRST_SIZE = 64 * 1024;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** Reads bytes until the buffer is full or the stream ends. */
  void fill(InputStream from) throws IOException {
    length = 0;
    while (length < SIZE) {
      if (length == bytes.length) bytes = Arrays.copyOf(bytes, Math.min(SIZE, 4 * bytes.length));
      int read = from.read(bytes, length, bytes.length - length);
      if (read < 0) return;
      length += read;
    }
  }

  int length() {
    return length;
  }

  boolean isFull() {
    return length == SIZE;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /**
   * Whether the tag, which the store gave to these bytes, is their MD5, as it is in most stores.
   */
  boolean hasMd5(String tag) {
    SdkChecksum md5 = SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.MD5);
    md5.update(bytes, 0, length);
    return tag.equals('"' + HexFormat.of().formatHex(md5.getChecksumBytes()) + '"');
  }

  /** Returns a request body that a retry can read again without a copy. */
  RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }
}
