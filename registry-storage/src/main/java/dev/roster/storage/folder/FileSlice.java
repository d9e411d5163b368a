package dev.roster.storage.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file from an offset on, up to a length or the end of the file. */
final class FileSlice extends InputStream {
  private final FileChannel file;
  private long rest;

  private FileSlice(FileChannel file, long rest) {
    this.file = file;
    this.rest = rest;
  }

  static InputStream open(Path path, long offset, long length) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    file.position(offset);
    return new FileSlice(file, length);
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    if (wanted == 0) return 0;
    if (rest == 0) return -1;
    int read = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(rest, wanted)));
    if (read > 0) rest -= read;
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
