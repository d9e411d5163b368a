package dev.roster.core.checkpoint;

import java.time.Instant;
import java.util.Base64;

/**
 * A signed root of the tree: a <a href="https://c2sp.org/tlog-checkpoint">C2SP checkpoint</a>.
 *
 * @param size the number of entries that it covers
 * @param note the name of the log, the size, the root in base64, an empty line and the signature
 */
public record Checkpoint(long size, String note, Instant at) {
  static Checkpoint of(long size, byte[] root, SigningKey key, Instant at) {
    String text = key.name() + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    return new Checkpoint(size, text + "\n" + key.signatureLine(text), at);
  }

  /** The name of the log that it is of. */
  public String origin() {
    return note.substring(0, note.indexOf('\n'));
  }
}
