package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;

/** The credentials of the embedded engines: made once and kept in the data folder. */
record EngineCredentials(String databasePassword, String storeAccessKey, String storeSecretKey) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  static EngineCredentials of(DataFolder folder) {
    Path file = folder.root().resolve("credentials");
    try {
      if (!Files.exists(file))
        PrivateFiles.write(
            file,
            "# The embedded engines' credentials. Keep them to yourself.\n"
                + ("database.password=" + random(40) + "\n")
                + ("store.access-key=" + random(20) + "\n")
                + ("store.secret-key=" + random(40) + "\n"));
    } catch (IOException failed) {
      throw new StartRefused(
          "The credentials of the embedded engines cannot be kept in " + file + ": " + failed,
          "Free some space on the disk, or change the folder's permissions.",
          failed);
    }
    return kept(folder.root());
  }

  /** The credentials of a folder that another process has open. */
  static EngineCredentials kept(Path root) {
    Properties kept = PrivateFiles.properties(root.resolve("credentials"));
    return new EngineCredentials(
        kept.getProperty("database.password", ""),
        kept.getProperty("store.access-key", ""),
        kept.getProperty("store.secret-key", ""));
  }

  /** Random letters and digits; each has nearly six bits of entropy. */
  static String random(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    return text.toString();
  }

  @Override
  public String toString() {
    return "EngineCredentials[…]";
  }
}
