package dev.roster.storage.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * The bytes of a file from an offset on, up to a length or the end of the file, read by {@link
 * DirectIo}. The file never changes.
 */
final class DirectSlice extends InputStream {
  private final FileChannel file;
  private final ByteBuffer buffer = DirectIo.borrow().limit(0);
  private long rest;

  /** Where the next blocks are read. */
  private long position;

  /** How many bytes of the next blocks come before the slice. */
  private int before;

  /**
   * @param length how many bytes it has at most
   */
  DirectSlice(FileChannel file, long offset, long length) {
    this.file = file;
    this.rest = length;
    this.before = (int) (offset % DirectIo.BLOCK);
    this.position = offset - before;
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    if (!file.isOpen()) throw new ClosedChannelException(); // the buffer has another user
    if (wanted == 0) return 0;
    if (!buffer.hasRemaining()) fill();
    int read = (int) Math.min(Math.min(rest, wanted), buffer.remaining());
    if (read == 0) return -1;
    buffer.get(into, offset, read);
    rest -= read;
    return read;
  }

  /** Only at the end of the file, less is read than a whole number of blocks. */
  private void fill() throws IOException {
    if (rest == 0 || position % DirectIo.BLOCK != 0) return;
    long needed = before + rest + DirectIo.BLOCK - 1;
    buffer.clear();
    if (needed < buffer.capacity()) buffer.limit((int) (needed - needed % DirectIo.BLOCK));
    position += Math.max(0, file.read(buffer, position));
    buffer.flip();
    buffer.position(Math.min(before, buffer.limit()));
    before = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    if (!file.isOpen()) return;
    file.close();
    DirectIo.giveBack(buffer);
  }
}
