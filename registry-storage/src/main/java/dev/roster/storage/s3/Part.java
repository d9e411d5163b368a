package dev.roster.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/** A buffer for one part of an object; it grows up to {@link #SIZE} and is then used again. */
final class Part {
  /** S3 asks for 5 MiB or more; two of these are what a stream needs. */
  static final int SIZE = 6 * 1024 * 1024;

  private static final int FIRST_SIZE = 64 * 1024;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** Takes bytes until it is full or the stream ends. */
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

  /** A body that a retry reads again, without a copy. */
  RequestBody body() {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
  }
}
