package dev.roster.core.blob;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Keys of objects in the store. The key of a blob is random, and is used once. Checkpoints of the
 * audit log and the list of erasures have their own, which no cleaning touches.
 */
public final class StoreKey {
  private static final Pattern FORM = Pattern.compile("blobs/[0-9a-f]{2}/[0-9a-f-]{36}");
  private static final Pattern ERASURE =
      Pattern.compile("erasures/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoints/[0-9]{20}");

  /** The folder of the list of erasures. */
  public static final String ERASURES = "erasures/";

  private StoreKey() {}

  /** A new key. */
  public static String random() {
    return ofName(UUID.randomUUID().toString());
  }

  /** The key whose last part is this, if it has the form of one. */
  public static String ofName(String name) {
    return "blobs/" + name.substring(0, Math.min(2, name.length())) + "/" + name;
  }

  /** The last part of the key, which no other key has. */
  public static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** The key of the copy of the checkpoint over so many entries. */
  public static String ofCheckpoint(long size) {
    return "checkpoints/%020d".formatted(size);
  }

  /** Whether it is the key of a copy of a checkpoint. */
  public static boolean isCheckpoint(String text) {
    return CHECKPOINT.matcher(text).matches();
  }

  /** The key of an erasure in the list of erasures. */
  public static String ofErasure(UUID id) {
    return ERASURES + id;
  }

  /** The erasure that has this key; empty if it is another key. */
  public static Optional<UUID> erasure(String text) {
    return ERASURE.matcher(text).matches()
        ? Optional.of(UUID.fromString(text.substring(ERASURES.length())))
        : Optional.empty();
  }

  /** Whether Roster makes such keys for blobs. */
  public static boolean isKey(String text) {
    return FORM.matcher(text).matches();
  }
}
