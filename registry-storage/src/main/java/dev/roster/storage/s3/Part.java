package dev.roster.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/** A buffer for one part of an object. It grows up to {@link #SIZE} and can be reused. */
final class Part {
  /** The size of a part. S3 requires 5 MiB or more. A stream needs two buffers of this size. */
  static final int SIZE = 6 * 1024 * 1024;

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

  /** Returns a request body that a retry can read again without a copy. */
  RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }
}
