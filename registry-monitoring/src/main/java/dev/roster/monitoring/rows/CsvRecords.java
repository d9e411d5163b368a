package dev.roster.monitoring.rows;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of CSV by the letter of RFC 4180: a quote is either around a field or doubled inside
 * of one. A line ends with CRLF, LF or CR. Libraries let stray quotes pass, and so swallow lines.
 */
final class CsvRecords {
  private static final int END = -1;
  private static final int MAX_CHARACTERS_OF_RECORD = 1 << 22;

  /** What a record that is too long has. */
  static final String TOO_LONG = "more than %,d characters".formatted(MAX_CHARACTERS_OF_RECORD);

  private final Reader text;
  private final char delimiter;
  private final int maxFields;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder field = new StringBuilder();
  private final List<String> fields = new ArrayList<>();
  private int at;
  private int length;
  private int size;
  private long characters;
  private long line = 1;
  private boolean quoted;

  /**
   * @param maxFields how many fields of a record are kept; more are only counted
   */
  CsvRecords(Reader text, char delimiter, int maxFields) {
    this.text = text;
    this.delimiter = delimiter;
    this.maxFields = maxFields;
  }

  /** What is wrong with the form of a record. */
  static final class FormException extends Exception {
    private static final long serialVersionUID = 1;
    private final int field;
    private final long line;
    private final boolean unclosed;

    private FormException(int field, long line, boolean unclosed) {
      this.field = field;
      this.line = line;
      this.unclosed = unclosed;
    }

    /** The place of the field in its record: 0, 1, 2 … */
    int field() {
      return field;
    }

    /** The line in which the field begins: 1, 2, 3 … */
    long line() {
      return line;
    }

    /** Whether the end of the body came before a closing quote. */
    boolean isUnclosed() {
      return unclosed;
    }
  }

  /** Reads the next record. Returns false if there is none. */
  boolean next() throws IOException, FormException {
    if (peek() == END) return false;
    fields.clear();
    size = 0;
    characters = 0;
    quoted = false;
    int ended;
    do {
      ended = readField();
      if (size++ < maxFields && !isTooLong()) fields.add(field.toString());
    } while (ended == delimiter);
    if (ended == '\r' && peek() == '\n') at++;
    line++;
    return true;
  }

  /** Reads a field. Returns what ended it: a delimiter, the end of a line or of the body. */
  private int readField() throws IOException, FormException {
    field.setLength(0);
    long begin = line;
    if (peek() == '"') return readQuoted(begin);
    while (true) {
      int c = take();
      if (c == delimiter || c == '\n' || c == '\r' || c == END) return c;
      if (c == '"') throw new FormException(size, begin, false);
      append(c);
    }
  }

  private int readQuoted(long begin) throws IOException, FormException {
    quoted = true;
    at++;
    while (true) {
      int c = take();
      if (c == END) throw new FormException(size, begin, true);
      if (c != '"') {
        append(c);
        if (c == '\n' || (c == '\r' && peek() != '\n')) line++;
        continue;
      }
      int after = take();
      if (after == delimiter || after == '\n' || after == '\r' || after == END) return after;
      if (after != '"') throw new FormException(size, begin, false);
      append(after);
    }
  }

  /** Keeps one character more than a text may have, so that a longer text can be told. */
  private void append(int c) {
    if (field.length() > TextValue.MAX_BYTES) return;
    field.append((char) c);
    characters++;
  }

  private int take() throws IOException {
    int c = peek();
    at++;
    return c;
  }

  private int peek() throws IOException {
    if (at >= length) {
      length = text.read(buffer);
      at = 0;
    }
    return length <= 0 ? END : buffer[at];
  }

  /** How many fields the record has. */
  int size() {
    return size;
  }

  List<String> fields() {
    return List.copyOf(fields);
  }

  /** A field that was kept. */
  String field(int place) {
    return fields.get(place);
  }

  /** Whether the record has more characters than fit into memory, so that not all were kept. */
  boolean isTooLong() {
    return characters > MAX_CHARACTERS_OF_RECORD;
  }

  /** Whether the record is a line without anything in it, not even quotes. */
  boolean isBlank() {
    return size == 1 && !quoted && field.isEmpty();
  }
}
