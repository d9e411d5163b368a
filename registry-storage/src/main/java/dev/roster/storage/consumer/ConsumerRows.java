package dev.roster.storage.consumer;

import dev.roster.core.consumer.Consumer;
import dev.roster.core.consumer.ConsumerStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class ConsumerRows implements ConsumerStore {
  /** In this order all servers update the rows that they share. */
  private static final Comparator<Uses> BY_KEY =
      Comparator.comparingLong(Uses::version).thenComparing(Uses::token);

  private static final int ROWS_AT_ONCE = 5_000;

  /** The operator's token has no row. */
  private static final String SELECT =
      """
      select c.token_id, coalesce(t.name, 'admin') as name, c.last_at, c.resolves, c.downloads
      from consumer c left join token t on t.id = c.token_id where c.version_id = :version
      """;

  private final JdbcClient jdbc;

  ConsumerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional
  public void add(Collection<Uses> uses) {
    List<Uses> rows = uses.stream().sorted(BY_KEY).toList();
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE)
      insert(rows.subList(from, Math.min(from + ROWS_AT_ONCE, rows.size())));
  }

  private void insert(List<Uses> rows) {
    jdbc.sql(
            """
            insert into consumer (version_id, token_id, last_at, resolves, downloads)
            select version_id, token_id, last_at, resolves, downloads
            from unnest(:versions::bigint[], :tokens::text[], :times::timestamptz[],
              :resolves::bigint[], :downloads::bigint[])
              as u (version_id, token_id, last_at, resolves, downloads)
            on conflict (version_id, token_id) do update
            set last_at = greatest(consumer.last_at, excluded.last_at),
              resolves = consumer.resolves + excluded.resolves,
              downloads = consumer.downloads + excluded.downloads
            """)
        .param("versions", column(rows, Uses::version, new Long[0]))
        .param("tokens", column(rows, Uses::token, new String[0]))
        .param("times", column(rows, u -> u.lastAt().toString(), new String[0]))
        .param("resolves", column(rows, Uses::resolves, new Long[0]))
        .param("downloads", column(rows, Uses::downloads, new Long[0]))
        .update();
  }

  private static <T> T[] column(List<Uses> rows, Function<Uses, T> value, T[] empty) {
    return rows.stream().map(value).toList().toArray(empty);
  }

  @Override
  public Page<Consumer> list(VersionRef version, PageRequest page) {
    Position after = page.after();
    record Row(String token, Consumer consumer) {}
    List<Row> rows =
        jdbc.sql(
                SELECT
                    + """
                    and (:at::timestamptz is null
                      or (c.last_at, c.token_id) < (:at::timestamptz, :token))
                    order by c.last_at desc, c.token_id desc limit :fetch
                    """)
            .param("version", version.id())
            .param("at", after == null ? null : after.text(0))
            .param("token", after == null ? "" : after.text(1))
            .param("fetch", page.fetch())
            .query((row, n) -> new Row(row.getString("token_id"), consumer(row)))
            .list();
    return Page.of(
            rows, page.limit(), row -> Position.of(row.consumer().lastResolvedAt(), row.token()))
        .map(Row::consumer);
  }

  @Override
  public List<Consumer> since(VersionRef version, Instant after, int limit) {
    return jdbc.sql(SELECT + " and c.last_at > :after order by c.last_at desc limit :most")
        .param("version", version.id())
        .param("after", InstantColumn.write(after))
        .param("most", limit)
        .query((row, n) -> consumer(row))
        .list();
  }

  private static Consumer consumer(ResultSet row) throws SQLException {
    return new Consumer(
        row.getString("name"),
        InstantColumn.read(row, "last_at"),
        row.getLong("resolves"),
        row.getLong("downloads"));
  }
}
