package dev.roster.core.blob;

import java.util.UUID;
import java.util.regex.Pattern;

/** Keys of objects in the store. A key is random, and is used once. */
public final class StoreKey {
  private static final Pattern FORM = Pattern.compile("blobs/[0-9a-f]{2}/[0-9a-f-]{36}");

  private StoreKey() {}

  /** A new key. */
  public static String random() {
    UUID name = UUID.randomUUID();
    return "blobs/" + name.toString().substring(0, 2) + "/" + name;
  }

  /** Whether Roster makes such keys. */
  public static boolean isKey(String text) {
    return FORM.matcher(text).matches();
  }
}
