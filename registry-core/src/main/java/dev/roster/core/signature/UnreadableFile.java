package dev.roster.core.signature;

/** Thrown if a file is not valid or too large to be read. The message says why. */
public final class UnreadableFile extends Exception {
  private static final int MAX_LENGTH = 300;

  /**
   * @param message may quote the file
   */
  public UnreadableFile(String message) {
    super(printable(message), null, false, false);
  }

  /** The text without what cannot be shown, at most a few hundred characters of it. */
  public static String printable(String message) {
    String clean = message.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) + "…" : clean;
  }
}
