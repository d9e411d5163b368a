package dev.roster.storage.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.Engines;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is not classified cannot be erased. */
class PersonalColumnsTest {
  private static final Set<String> COLUMNS = new TreeSet<>();
  private static final Set<String> GENERATED = new TreeSet<>();

  @BeforeAll
  static void migrate() throws SQLException {
    Engines.Database database = Engines.database();
    Flyway.configure().dataSource(database.dataSource()).load().migrate();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select c.table_name || '.' || c.column_name as name, c.is_generated
                from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                  and coalesce((
                      select e.data_type from information_schema.element_types e
                      where e.object_schema = c.table_schema and e.object_name = c.table_name
                        and e.collection_type_identifier = c.dtd_identifier), c.data_type)
                    not in ('bigint', 'integer', 'smallint', 'double precision', 'real', 'numeric',
                      'boolean', 'uuid', 'date', 'timestamp with time zone',
                      'timestamp without time zone', 'interval', 'xid8')
                """)) {
      while (rows.next()) {
        COLUMNS.add(rows.getString("name"));
        if (rows.getString("is_generated").equals("ALWAYS")) GENERATED.add(rows.getString("name"));
      }
    }
  }

  /**
   * If this fails for a new column, add it to PersonalColumns: as a name if it holds the name of a
   * token or person, as a text if people write it, and as fixed if neither can be in it.
   */
  @Test
  void eachColumnIsClassified() {
    Set<String> classified = new TreeSet<>();
    for (PersonalTable table : PersonalColumns.TABLES)
      table.columns().forEach(column -> classified.add(table.name() + "." + column));
    assertThat(classified).containsExactlyElementsOf(COLUMNS);
  }

  @Test
  void noGeneratedColumnIsWritten() {
    for (PersonalTable table : PersonalColumns.TABLES)
      for (String column : table.names())
        assertThat(GENERATED).doesNotContain(table.name() + "." + column);
  }
}
