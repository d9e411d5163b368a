package dev.roster.core.signature;

/** A file that is not what its name says, or more than is read. The message says which. */
final class UnreadableFile extends Exception {
  private static final int MAX_LENGTH = 300;

  /**
   * @param message may quote the file
   */
  UnreadableFile(String message) {
    super(printable(message), null, false, false);
  }

  private static String printable(String message) {
    String clean = message.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    return clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) + "…" : clean;
  }
}
