package dev.roster.storage.verify;

import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Recomputes one invariant from what is kept. {@code ./roster verify} finds each class that
 * implements it in the packages of storage and makes a new one for each run, with the constructor
 * that has no parameters. Beside the words of {@code core.reference} a check uses no code of the
 * server.
 */
public interface InvariantCheck {
  /**
   * Reports each violation when it finds it.
   *
   * @return what was looked at, such as {@code 12 versions}
   */
  String run(Snapshot rows, Consumer<Finding> findings) throws SQLException;

  /** Whether the check reads the bytes of files. Such checks take long, so they run last. */
  default boolean readsBytes() {
    return false;
  }
}
