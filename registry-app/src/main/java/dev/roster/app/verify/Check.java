package dev.roster.app.verify;

import java.sql.SQLException;
import java.util.function.Consumer;

/** Recomputes one invariant. */
interface Check {
  /**
   * Tells of everything that breaks it.
   *
   * @return what was looked at, such as {@code 12 versions}
   */
  String run(Rows rows, Consumer<Finding> findings) throws SQLException;
}
