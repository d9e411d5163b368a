package dev.roster.monitoring.profile;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.monitoring.rows.Rows;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The temporary file for the profiles of hours that do not fit into memory. It has runs, in each of
 * which the hours ascend; an hour may be in several runs.
 */
final class HourSpill implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final long limit;
  private final List<Run> runs = new ArrayList<>();

  private record Run(long begin, long end) {}

  HourSpill(TemporaryFolder temporary, long limit) {
    this.limit = limit;
    try {
      file = temporary.file("hours");
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  /** Writes profiles of hours, which ascend, as one more run. */
  void write(Iterable<HourPart> parts) {
    try {
      long begin = channel.size();
      channel.position(begin);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
      for (HourPart part : parts) {
        out.writeLong(part.hour());
        out.writeInt(part.counts().length);
        out.write(part.counts());
      }
      out.flush();
      if (channel.size() > limit) throw tooLarge();
      runs.add(new Run(begin, channel.size()));
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  private Refused tooLarge() {
    return Refused.because(
        ProblemCode.TOO_LARGE,
        "The rows spread over so many hours that their counts take more than "
            + limit
            + " bytes (roster.monitoring.max-spill). Send them in several batches, each of a"
            + " shorter time.");
  }

  /** The runs, each from its beginning. */
  List<Iterator<HourPart>> read() {
    return runs.stream().<Iterator<HourPart>>map(RunReader::new).toList();
  }

  /** Deletes the file. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      throw Rows.noRoom(gone);
    }
  }

  /** Reads a run. Several runs are read side by side, so each has a position of its own. */
  private final class RunReader implements Iterator<HourPart> {
    private final DataInputStream in;
    private long left;

    private RunReader(Run run) {
      in = new DataInputStream(new BufferedInputStream(new Positioned(run.begin()), BUFFER));
      left = run.end() - run.begin();
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public HourPart next() {
      if (left <= 0) throw new NoSuchElementException();
      try {
        long hour = in.readLong();
        byte[] counts = new byte[in.readInt()];
        in.readFully(counts);
        left -= Long.BYTES + Integer.BYTES + counts.length;
        return new HourPart(hour, counts);
      } catch (IOException gone) {
        throw Rows.noRoom(gone);
      }
    }
  }

  private final class Positioned extends InputStream {
    private long position;

    private Positioned(long position) {
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
      if (read > 0) position += read;
      return read;
    }
  }
}
