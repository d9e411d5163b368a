package dev.roster.drift.profile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Writes a profile as bytes. Whole numbers are varints, and a run of empty cells is a zero and its
 * length, so that a batch of few rows takes few bytes however many cells there are.
 */
public final class ProfileBytes {
  private static final int FORM = 1;

  private ProfileBytes() {}

  public static byte[] of(ProfileSum profile) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.write(FORM);
    write(out, profile.rows());
    for (int column = 0; column < profile.columns(); column++) {
      writeCounts(out, profile.counts(column));
      Moments moments = profile.moments(column);
      if (moments.lowest() <= moments.highest()) { // there are numbers
        out.write(1);
        ByteBuffer four = ByteBuffer.allocate(4 * Double.BYTES);
        four.putDouble(moments.sum()).putDouble(moments.squares());
        four.putDouble(moments.lowest()).putDouble(moments.highest());
        out.writeBytes(four.array());
        write(out, moments.below());
        write(out, moments.above());
      } else {
        out.write(0);
      }
    }
    return out.toByteArray();
  }

  private static void writeCounts(ByteArrayOutputStream out, long[] counts) {
    for (int cell = 0; cell < counts.length; cell++) {
      write(out, counts[cell]);
      if (counts[cell] != 0) continue;
      int run = 1;
      while (cell + 1 < counts.length && counts[cell + 1] == 0) {
        run++;
        cell++;
      }
      write(out, run);
    }
  }

  private static void write(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** How many bytes at the beginning of a profile say how many rows it has. */
  public static final int HEAD = 11;

  /** How many rows a profile has, of which these are the first bytes, {@link #HEAD} or more. */
  public static long rows(byte[] head) {
    ByteBuffer in = ByteBuffer.wrap(head);
    checkForm(in);
    return read(in);
  }

  private static void checkForm(ByteBuffer in) {
    int form = in.get();
    if (form != FORM) throw new IllegalArgumentException("a profile of form " + form);
  }

  /** Adds the profile in {@code bytes} to {@code sum}, which is of the same baseline. */
  public static void addTo(ProfileSum sum, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    checkForm(in);
    sum.addRows(read(in));
    for (int column = 0; column < sum.columns(); column++) {
      int size = sum.counts(column).length;
      for (int cell = 0; cell < size; ) {
        long count = read(in);
        if (count == 0) cell += (int) read(in);
        else sum.add(column, cell++, count);
      }
      if (in.get() == 1)
        sum.add(
            column,
            new Moments(
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                read(in),
                read(in)));
    }
  }

  private static long read(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      number |= (long) (part & 0x7f) << shift;
      if (part >= 0) return number;
    }
  }
}
