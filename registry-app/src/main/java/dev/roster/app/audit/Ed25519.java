package dev.roster.app.audit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The signatures of RFC 8032. The platform verifies them, but derives no public key. */
final class Ed25519 {
  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /** How RFC 8410 begins a public key. */
  private static final byte[] SUBJECT = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final Point BASE =
      Point.of(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

  private Ed25519() {}

  static boolean verifies(byte[] publicKey, byte[] text, byte[] signature) {
    try {
      byte[] encoded = Arrays.copyOf(SUBJECT, SUBJECT.length + KEY_BYTES);
      System.arraycopy(publicKey, 0, encoded, SUBJECT.length, KEY_BYTES);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException noKeyOrSignature) {
      return false;
    }
  }

  /** The public key of a private one: RFC 8032, section 5.1.5. */
  static byte[] publicKey(byte[] privateKey) {
    byte[] half = Arrays.copyOf(sha512(privateKey), KEY_BYTES);
    half[0] &= (byte) 0xf8;
    half[31] &= 0x7f;
    half[31] |= 0x40;
    return BASE.times(littleEndian(half)).encoded();
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (GeneralSecurityException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  private static BigInteger littleEndian(byte[] bytes) {
    return new BigInteger(1, reversed(bytes));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) reversed[i] = bytes[bytes.length - 1 - i];
    return reversed;
  }

  /** A point in the homogeneous coordinates of RFC 8032, section 5.1.4, without T. */
  private record Point(BigInteger x, BigInteger y, BigInteger z) {
    static Point of(BigInteger x, BigInteger y) {
      return new Point(x, y, BigInteger.ONE);
    }

    Point times(BigInteger n) {
      Point sum = of(BigInteger.ZERO, BigInteger.ONE);
      for (int bit = n.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        if (n.testBit(bit)) sum = sum.plus(this);
      }
      return sum;
    }

    /** The law of addition of section 5.1, complete on this curve. */
    private Point plus(Point other) {
      BigInteger a = z.multiply(other.z).mod(P);
      BigInteger b = a.multiply(a).mod(P);
      BigInteger c = x.multiply(other.x).mod(P);
      BigInteger d = y.multiply(other.y).mod(P);
      BigInteger e = D.multiply(c).multiply(d).mod(P);
      BigInteger f = b.subtract(e);
      BigInteger g = b.add(e);
      BigInteger cross = x.add(y).multiply(other.x.add(other.y)).subtract(c).subtract(d);
      return new Point(
          a.multiply(f).multiply(cross).mod(P),
          a.multiply(g).multiply(d.add(c)).mod(P),
          f.multiply(g).mod(P));
    }

    /** The y coordinate, with the lowest bit of x as the highest bit: section 5.1.2. */
    byte[] encoded() {
      BigInteger inverse = z.modInverse(P);
      BigInteger affineX = x.multiply(inverse).mod(P);
      BigInteger affineY = y.multiply(inverse).mod(P);
      byte[] big = affineY.setBit(256).toByteArray(); // 33 bytes, whatever y is
      byte[] encoded = reversed(Arrays.copyOfRange(big, big.length - KEY_BYTES, big.length));
      if (affineX.testBit(0)) encoded[31] |= (byte) 0x80;
      return encoded;
    }
  }
}
