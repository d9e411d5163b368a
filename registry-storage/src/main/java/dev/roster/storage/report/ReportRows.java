package dev.roster.storage.report;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.report.Report;
import dev.roster.core.report.ReportStore;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReportRows implements ReportStore {
  private final JdbcClient jdbc;

  ReportRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void insert(VersionRef version, Report report) {
    jdbc.sql(
            """
            insert into report (id, version_id, name, verdict, detail, url, digest, expires_at,
              actor, at, roles)
            values (:id, :version, :name, :verdict, :detail, :url, :digest, :expires, :by, :at,
              :roles)
            """)
        .param("id", report.id())
        .param("version", version.id())
        .param("name", report.name())
        .param("verdict", report.verdict().wire())
        .param("detail", report.detail())
        .param("url", report.url())
        .param("digest", report.digest())
        .param("expires", InstantColumn.writeNullable(report.expiresAt()))
        .param("by", report.by())
        .param("at", InstantColumn.write(report.at()))
        .param("roles", report.roles().toArray(String[]::new))
        .update();
  }

  @Override
  public int count(VersionRef version) {
    return jdbc.sql("select count(*) from report where version_id = :version")
        .param("version", version.id())
        .query(Integer.class)
        .single();
  }

  @Override
  public Page<Report> list(VersionRef version, PageRequest page) {
    List<Numbered<Report>> rows =
        jdbc.sql(
                """
                select * from report
                where version_id = :version and (:after::bigint is null or seq < :after)
                order by seq desc limit :fetch
                """)
            .param("version", version.id())
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("seq"), report(row, n)))
            .list();
    return Numbered.page(rows, page);
  }

  @Override
  public Optional<Report> last(VersionRef version, String name, @Nullable String role) {
    return jdbc.sql(
            """
            select * from report
            where version_id = :version and name = :name
              and (:role::text is null or :role = any(roles))
            order by seq desc limit 1
            """)
        .param("version", version.id())
        .param("name", name)
        .param("role", role)
        .query(ReportRows::report)
        .optional();
  }

  @Override
  public List<Report> lastOfEach(VersionRef version) {
    return jdbc.sql(
            """
            select distinct on (name) * from report where version_id = :version
            order by name, seq desc
            """)
        .param("version", version.id())
        .query(ReportRows::report)
        .list();
  }

  private static Report report(ResultSet row, int n) throws SQLException {
    return new Report(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Report.Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT)),
        row.getString("detail"),
        row.getString("url"),
        row.getString("digest"),
        InstantColumn.readNullable(row, "expires_at"),
        row.getString("actor"),
        InstantColumn.read(row, "at"),
        Set.of((String[]) row.getArray("roles").getArray()));
  }
}
