package dev.roster.http.json;

import dev.roster.core.limit.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The memory of JSON documents that are large or have many values: of those that are arriving, and
 * of those that were read. Small ones, which nearly all are, need no share of it, so that large
 * ones do not keep them waiting.
 */
@Component
final class JsonMemory {
  private static final int SMALL = 16 << 10;
  private static final int FEW_VALUES = 500;

  /** What a value takes at most, with its name, in a tree of objects that have one member each. */
  private static final int BYTES_PER_VALUE = 200;

  /** The document itself, and its texts in a tree. */
  private static final int BYTES_PER_BYTE = 3;

  private static final long LARGEST =
      bytes(JsonLimits.MAX_DOCUMENT_BYTES, JsonLimits.MAX_VALUES) + (1 << 20);
  private static final int SHARE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String BUSY =
      "Large JSON documents of other calls take the memory that there is for them. Send the"
          + " document again later, or in smaller parts.";
  private static final String TOO_LARGE =
      "Reading the document takes %,d bytes of memory; there are %,d for JSON. Send it in parts.";

  private final MemoryBudget arriving;
  private final MemoryBudget documents;

  JsonMemory() {
    long share = Math.max(LARGEST, Runtime.getRuntime().maxMemory() / SHARE);
    arriving = new MemoryBudget(share, PATIENCE, BUSY, TOO_LARGE);
    documents = new MemoryBudget(share, PATIENCE, BUSY, TOO_LARGE);
  }

  private static long bytes(int length, int values) {
    return (long) length * BYTES_PER_BYTE + (long) values * BYTES_PER_VALUE;
  }

  /**
   * Reads a body up to the length.
   *
   * @throws dev.roster.core.problem.Refused {@code too_many_requests} if others have the memory. It
   *     does not wait for it, because a body that stalls would keep all others waiting.
   */
  byte[] read(InputStream body, int most) throws IOException {
    byte[] head = body.readNBytes(Math.min(SMALL, most));
    if (head.length < SMALL) return head;
    try (MemoryBudget.Claim claim = arriving.claim(0)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream(2 * SMALL);
      all.writeBytes(head);
      byte[] piece = new byte[SMALL];
      for (int left = most - head.length; left > 0; ) {
        int read = body.read(piece, 0, Math.min(left, piece.length));
        if (read < 0) break;
        claim.grow(3L * read); // the buffer doubles, and is copied at the end
        all.write(piece, 0, read);
        left -= read;
      }
      return all.toByteArray();
    }
  }

  /** Claims what it takes to read the document, which was received to its end. */
  MemoryBudget.Claim claim(int length, int values) {
    boolean small = length <= SMALL && values <= FEW_VALUES;
    return documents.claim(small ? 0 : bytes(length, values));
  }
}
