package dev.roster.storage.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;

/**
 * The bytes of a file from an offset on, up to a length or the end of the file, read by {@link
 * DirectIo}. While some are given, another thread reads the next, as the operating system does for
 * reads by its page cache. The file never changes.
 */
final class DirectSlice extends InputStream {
  private final FileChannel file;
  private ByteBuffer buffer = DirectIo.borrow().limit(0);
  private ByteBuffer next = DirectIo.borrow();
  private CompletableFuture<?> reading = CompletableFuture.completedFuture(null);
  private long rest;

  /** Where the next blocks are read, up to the end of the slice. */
  private long position;

  private final long end;

  /** How many bytes of the first block come before the slice. */
  private int before;

  /**
   * @param length how many bytes it has at most
   */
  DirectSlice(FileChannel file, long offset, long length) {
    this.file = file;
    this.rest = length;
    this.end = offset + length;
    this.before = (int) (offset % DirectIo.BLOCK);
    this.position = offset - before;
    readNext();
  }

  /** Only at the end of the file, less is read than a whole number of blocks. */
  private void readNext() {
    next.clear();
    if (position < end && position % DirectIo.BLOCK == 0)
      reading = DiskThreads.run(() -> position += Math.max(0, file.read(next, position)));
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    if (!file.isOpen()) throw new ClosedChannelException(); // the buffers have other users
    if (wanted == 0) return 0;
    if (rest > 0 && !buffer.hasRemaining()) takeNext();
    int read = (int) Math.min(Math.min(rest, wanted), buffer.remaining());
    if (read == 0) return -1;
    buffer.get(into, offset, read);
    rest -= read;
    return read;
  }

  private void takeNext() throws IOException {
    DiskThreads.await(reading);
    ByteBuffer read = next.flip();
    next = buffer;
    buffer = read.position(Math.min(before, read.limit()));
    before = 0;
    readNext();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    if (!file.isOpen()) return;
    DiskThreads.settle(reading);
    file.close();
    DirectIo.giveBack(buffer);
    DirectIo.giveBack(next);
  }
}
