package dev.roster.storage.verify;

import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Recomputes one invariant from the stored data. {@code ./roster verify} finds each class in the
 * packages of storage that implements this interface, and creates an instance for each run with the
 * constructor without parameters. Apart from the types of {@code core.reference}, a check uses no
 * code of the server.
 */
public interface InvariantCheck {
  /**
   * Runs the check and reports each violation when it is found.
   *
   * @return what was checked, for example {@code 12 versions}
   */
  String run(Snapshot rows, Consumer<Finding> findings) throws SQLException;

  /** Whether the check reads the bytes of files. Such checks take long, so they run last. */
  default boolean readsBytes() {
    return false;
  }
}
