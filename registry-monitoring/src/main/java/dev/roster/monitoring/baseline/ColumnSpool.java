package dev.roster.monitoring.baseline;

import dev.roster.monitoring.rows.Rows;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The values of one column, in a file: a baseline's rows need not fit into memory. */
final class ColumnSpool {
  static final int CHUNK = 1 << 13; // of each of maybe thousands of columns
  private static final int READ = 1 << 16;
  private static final int NUMBER = 0;
  private static final int TEXT = 1;
  private static final int GAP = 2; // before a value whose row is not the next one

  private final Path file;
  private ByteArrayOutputStream chunk = new ByteArrayOutputStream();
  private DataOutputStream out = new DataOutputStream(chunk);
  private long values;
  private long lastRow;

  ColumnSpool(Path file) {
    this.file = file;
  }

  void add(long row, double number) {
    try {
      at(row);
      out.write(NUMBER);
      out.writeDouble(number);
      added();
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  void add(long row, String text) {
    try {
      at(row);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(TEXT);
      out.writeInt(bytes.length);
      out.write(bytes);
      added();
    } catch (IOException full) {
      throw Rows.noRoom(full);
    }
  }

  private void at(long row) throws IOException {
    if (row != lastRow + 1) {
      out.write(GAP);
      out.writeLong(row);
    }
    lastRow = row;
  }

  private void added() throws IOException {
    values++;
    if (chunk.size() >= CHUNK) flush();
  }

  private void flush() throws IOException {
    Files.write(file, chunk.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (chunk.size() <= CHUNK + Long.BYTES * 2) {
      chunk.reset();
    } else { // a buffer keeps the size that a long text gave it
      chunk = new ByteArrayOutputStream();
      out = new DataOutputStream(chunk);
    }
  }

  long values() {
    return values;
  }

  /** Gives each value in turn. */
  void read(Reader reader) {
    try {
      flush();
      try (InputStream raw = Files.newInputStream(file);
          DataInputStream in = new DataInputStream(new BufferedInputStream(raw, READ))) {
        long row = 0;
        for (long i = 0; i < values; i++) {
          row++;
          int kind = in.read();
          if (kind == GAP) {
            row = in.readLong();
            kind = in.read();
          }
          if (kind == NUMBER) reader.number(row, in.readDouble());
          else reader.text(row, new String(exactly(in, in.readInt()), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException gone) {
      throw Rows.noRoom(gone);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) throw new EOFException();
    return bytes;
  }

  /** Receives values with their rows: 1, 2, 3 … */
  interface Reader {
    void number(long row, double value);

    void text(long row, String value);
  }
}
