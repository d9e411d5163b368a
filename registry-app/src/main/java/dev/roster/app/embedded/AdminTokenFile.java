package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The admin token of a server whose operator set none: the first start makes it and keeps it in the
 * data folder.
 *
 * @param made whether this start made it
 */
public record AdminTokenFile(String text, Path file, boolean made) {
  private static final int LENGTH = 43; // letters and digits: 256 bits of randomness

  public static AdminTokenFile in(Path folder) {
    Path file = folder.toAbsolutePath().normalize().resolve("admin-token");
    try {
      if (Files.exists(file))
        return new AdminTokenFile(Files.readString(file).strip(), file, false);
      PrivateFiles.folder(file.getParent());
      String text = "rst_" + EngineCredentials.random(LENGTH);
      PrivateFiles.write(file, text + "\n");
      return new AdminTokenFile(text, file, true);
    } catch (IOException failed) {
      throw new StartRefused(
          "The admin token cannot be kept in " + file + ": " + failed,
          "Set a token with ROSTER_ADMIN_TOKEN, or choose a folder that this user may write to with"
              + " ROSTER_DATA_DIR.",
          failed);
    }
  }

  @Override
  public String toString() {
    return "AdminTokenFile[" + file + "]";
  }
}
