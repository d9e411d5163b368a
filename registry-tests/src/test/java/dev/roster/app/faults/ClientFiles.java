package dev.roster.app.faults;

import dev.roster.core.digest.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * What a client sends, and to which paths.
 *
 * @param shared contents that all clients of the schedule send
 */
record ClientFiles(Random random, List<byte[]> shared) {
  private static final int PATHS = 4;

  String path() {
    return "file-" + random.nextInt(PATHS);
  }

  /** Bytes that nobody else sends, or that others send too. */
  byte[] any() {
    return random.nextInt(3) == 0
        ? own(random.nextInt(20_000))
        : shared.get(random.nextInt(shared.size()));
  }

  /** Bytes that nobody else sends. */
  byte[] own(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.hash(bytes));
  }
}
