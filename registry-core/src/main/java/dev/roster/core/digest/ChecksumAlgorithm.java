package dev.roster.core.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The algorithms of checksums that clients announce, by their names in RFC 3230 and RFC 9530. They
 * find errors of the transfer; Roster's own digests are all SHA-256.
 */
public enum ChecksumAlgorithm {
  CRC_32("crc32", Integer.BYTES) {
    @Override
    public Running start() {
      return new Cyclic(new CRC32());
    }
  },
  CRC_32C("crc32c", Integer.BYTES) {
    @Override
    public Running start() {
      return new Cyclic(new CRC32C());
    }
  },
  MD5("md5", 16) {
    @Override
    public Running start() {
      return digested("MD5");
    }
  },
  SHA_1("sha", 20) {
    @Override
    public Running start() {
      return digested("SHA-1");
    }
  },
  SHA_256("sha-256", 32) {
    @Override
    public Running start() {
      return new Digested(Sha256.newDigest());
    }
  },
  SHA_512("sha-512", 64) {
    @Override
    public Running start() {
      return digested("SHA-512");
    }
  };

  private final String wire;
  private final int length;

  ChecksumAlgorithm(String wire, int length) {
    this.wire = wire;
    this.length = length;
  }

  /** The algorithm of this name, also if it is written without hyphens; empty if none has it. */
  public static Optional<ChecksumAlgorithm> named(String name) {
    String plain = plain(name);
    return Arrays.stream(values())
        .filter(algorithm -> plain(algorithm.wire).equals(plain))
        .findFirst();
  }

  private static String plain(String name) {
    String plain = name.replace("-", "");
    return plain.equals("sha1") ? SHA_1.wire : plain;
  }

  /** How many bytes its checksums have. */
  public int length() {
    return length;
  }

  /** The checksum of no bytes, which is updated with the bytes as they are read. */
  public abstract Running start();

  /** A checksum of the bytes so far. */
  public interface Running {
    void update(byte[] bytes, int offset, int length);

    /** Asked once, after the last byte. */
    byte[] value();
  }

  private static Running digested(String algorithm) {
    try {
      return new Digested(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  private record Cyclic(Checksum sum) implements Running {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      sum.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    }
  }

  private record Digested(MessageDigest sum) implements Running {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      sum.update(bytes, offset, length);
    }

    @Override
    public byte[] value() {
      return sum.digest();
    }
  }
}
