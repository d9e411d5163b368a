package dev.roster.storage.event;

import dev.roster.core.checkpoint.TreeStore;
import dev.roster.core.event.Event;
import dev.roster.core.event.EventLog;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.storage.audit.EntryInClear;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EventLogRows implements EventLog {
  private static final String SQL =
      """
      select c.*, m.name as present_name from (%s) c left join model m on m.id = c.model_id
      order by c.seq
      """;

  private final JdbcClient jdbc;
  private final TreeStore tree;

  EventLogRows(JdbcClient jdbc, TreeStore tree) {
    this.jdbc = jdbc;
    this.tree = tree;
  }

  @Override
  public long newest() {
    return tree.size();
  }

  @Override
  public List<Event> after(long sequence, int limit) {
    return jdbc.sql(of("select * from audit_entry where seq > :after order by seq limit :limit"))
        .param("after", sequence)
        .param("limit", limit)
        .query(EventLogRows::event)
        .list();
  }

  @Override
  public Optional<Event> find(long sequence) {
    return jdbc.sql(of("select * from audit_entry where seq = :seq"))
        .param("seq", sequence)
        .query(EventLogRows::event)
        .optional();
  }

  @Override
  public long lastBefore(Instant at) {
    return jdbc.sql(
            """
            select coalesce(
              (select seq - 1 from audit_entry where at >= :at order by at, seq limit 1),
              (select max(seq) from audit_entry), 0)
            """)
        .param("at", InstantColumn.write(at))
        .query(Long.class)
        .single();
  }

  @Override
  public List<Event> all(Collection<Long> sequences) {
    return jdbc.sql(of("select * from audit_entry where seq = any(:seqs)"))
        .param("seqs", sequences.toArray(Long[]::new))
        .query(EventLogRows::event)
        .list();
  }

  private static String of(String entries) {
    return SQL.formatted(EntryInClear.SQL.formatted(entries, "asc"));
  }

  private static Event event(ResultSet row, int n) throws SQLException {
    String name = row.getString("present_name");
    return new Event(
        EntryInClear.read(row, n),
        name == null ? null : new ModelRef(row.getLong("model_id"), new ModelName(name)));
  }
}
