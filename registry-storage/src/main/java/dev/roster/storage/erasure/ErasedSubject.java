package dev.roster.storage.erasure;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose name and texts are erased, with the statements that do it.
 *
 * @param name as it still is in the rows
 * @param alias what is there instead afterwards
 */
record ErasedSubject(JdbcClient jdbc, String name, String alias) {
  /** Runs a statement with the parameters {@code name} and {@code alias}. */
  int run(String sql) {
    return jdbc.sql(sql).params(Map.of("name", name, "alias", alias)).update();
  }

  /** The name within quotes, as a statement that creates a table takes no parameters. */
  String quotedName() {
    return "'" + name.replace("'", "''") + "'";
  }
}
