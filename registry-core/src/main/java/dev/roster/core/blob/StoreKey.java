package dev.roster.core.blob;

import java.util.UUID;
import java.util.regex.Pattern;

/** Keys of objects in the store. A key is random, and is used once. */
public final class StoreKey {
  private static final Pattern FORM = Pattern.compile("blobs/[0-9a-f]{2}/[0-9a-f-]{36}");

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

  /** Whether Roster makes such keys. */
  public static boolean isKey(String text) {
    return FORM.matcher(text).matches();
  }
}
