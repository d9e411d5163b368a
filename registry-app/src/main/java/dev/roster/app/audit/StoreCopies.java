package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.app.audit.KeptCheckpoint.Keeper;
import dev.roster.app.verify.FoundObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The copies of checkpoints that the store of files has. */
public final class StoreCopies {
  private static final String FOLDER = "checkpoints/";

  /** One is made each minute at most, and the newest ones say what those before them say. */
  private static final int NEWEST = 1_000;

  private StoreCopies() {}

  public static List<KeptCheckpoint> newest(FoundObjects store) {
    List<String> keys = store.keys(FOLDER);
    List<KeptCheckpoint> copies = new ArrayList<>();
    for (String key : keys.subList(Math.max(0, keys.size() - NEWEST), keys.size()))
      store
          .open(key)
          .map(StoreCopies::text)
          .map(note -> new KeptCheckpoint(Keeper.STORE, "object " + key + " of the store", note))
          .ifPresent(copies::add);
    return copies;
  }

  private static String text(InputStream bytes) {
    try (bytes) {
      return new String(bytes.readNBytes(KeptCheckpoint.MAX_BYTES), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
