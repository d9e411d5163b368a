package dev.roster.core.signature;

/** A file that is not what its name says, or more than is read. The message says which. */
final class UnreadableFile extends Exception {
  UnreadableFile(String message) {
    super(message, null, false, false);
  }
}
