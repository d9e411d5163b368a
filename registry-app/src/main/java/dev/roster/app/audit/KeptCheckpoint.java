package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A checkpoint and where it was kept.
 *
 * @param place such as the name of a file
 */
public record KeptCheckpoint(Keeper keeper, String place, String note) {
  /** Who kept it. */
  public enum Keeper {
    /** Who runs the check. */
    READER,
    STORE,
    DATABASE
  }

  /** A signed note of one line is a few hundred bytes. */
  static final int MAX_BYTES = 65_536;

  /**
   * A checkpoint in a file; a shell may have added or removed empty lines at its end.
   *
   * @throws StartRefused if the file cannot be read or is not a text
   */
  public static KeptCheckpoint read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) throw none(file, "has more than " + MAX_BYTES + " bytes");
      String note = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new KeptCheckpoint(
          Keeper.READER, "checkpoint " + file.getFileName(), note.stripTrailing() + "\n");
    } catch (CharacterCodingException noText) {
      throw none(file, "is not UTF-8");
    } catch (IOException unreadable) {
      throw new StartRefused(
          "The checkpoint " + file + " cannot be read: " + unreadable,
          "Give a file with the answer of GET /api/v1/audit/checkpoint.",
          unreadable);
    }
  }

  private static StartRefused none(Path file, String why) {
    return new StartRefused(
        "The file " + file + " is not a checkpoint: it " + why + ".",
        "Give a file with the answer of GET /api/v1/audit/checkpoint.");
  }
}
