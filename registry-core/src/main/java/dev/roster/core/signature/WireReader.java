package dev.roster.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Walks over the fields of a protobuf message (protobuf.dev, Encoding) without holding it. Our own,
 * for protobuf-java counts in ints, reads what it skips, and asks for generated classes.
 */
public final class WireReader {
  private static final int VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5;
  private static final int MAX_TEXT_LENGTH = 64 << 10;

  private final FileBytes bytes;
  private final long end;
  private long fieldEnd;
  private int field;
  private int wire;
  private long value;

  public WireReader(FileBytes bytes) {
    this(bytes, bytes.position(), bytes.size());
  }

  private WireReader(FileBytes bytes, long from, long end) {
    this.bytes = bytes;
    this.fieldEnd = from;
    this.end = end;
  }

  /**
   * Goes to the next field, over what was not read of the one before. Returns false if the message
   * ends.
   */
  public boolean next() throws UnreadableFile {
    bytes.seek(fieldEnd);
    if (fieldEnd == end) return false;
    long tag = readVarint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 32 != 0) throw malformed();
    switch (wire) {
      case VARINT -> {
        value = readVarint();
        fieldEnd = bytes.position();
      }
      case FIXED64 -> fieldEnd = bytes.position() + 8;
      case FIXED32 -> fieldEnd = bytes.position() + 4;
      case LENGTH -> {
        long length = readVarint();
        if (length < 0 || length > end - bytes.position()) throw malformed();
        fieldEnd = bytes.position() + length;
      }
      default -> throw malformed(); // groups are in none of the messages
    }
    if (fieldEnd > end) throw malformed();
    return true;
  }

  public int field() {
    return field;
  }

  public long number() throws UnreadableFile {
    if (wire != VARINT) throw malformed();
    return value;
  }

  public String text() throws UnreadableFile {
    long length = length();
    if (length > MAX_TEXT_LENGTH)
      throw new UnreadableFile("has a text of %,d bytes at byte %,d".formatted(length, position()));
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.readText((int) length))).toString();
    } catch (CharacterCodingException invalid) {
      throw malformed();
    }
  }

  public WireReader message() throws UnreadableFile {
    length();
    return new WireReader(bytes, bytes.position(), fieldEnd);
  }

  /** The bytes of this field, if it is a text or a message. */
  public long length() throws UnreadableFile {
    if (wire != LENGTH) throw malformed();
    return fieldEnd - bytes.position();
  }

  private long readVarint() throws UnreadableFile {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (bytes.position() >= end) throw malformed();
      int next = bytes.read();
      result |= (long) (next & 0x7f) << shift;
      if (next < 0x80) return result;
    }
    throw malformed();
  }

  private long position() {
    return bytes.position();
  }

  private UnreadableFile malformed() {
    return new UnreadableFile(
        "is not the protobuf message its name says, from byte %,d on".formatted(position()));
  }
}
