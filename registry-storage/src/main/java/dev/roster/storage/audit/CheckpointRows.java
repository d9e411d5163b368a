package dev.roster.storage.audit;

import dev.roster.core.checkpoint.Checkpoint;
import dev.roster.core.checkpoint.CheckpointStore;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CheckpointRows implements CheckpointStore {
  private final JdbcClient jdbc;

  CheckpointRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Checkpoint> newest() {
    return jdbc.sql("select * from audit_checkpoint order by size desc limit 1")
        .query(CheckpointRows::checkpoint)
        .optional();
  }

  @Override
  public Optional<Checkpoint> find(long size) {
    return jdbc.sql("select * from audit_checkpoint where size = :size")
        .param("size", size)
        .query(CheckpointRows::checkpoint)
        .optional();
  }

  @Override
  public void add(Checkpoint checkpoint) {
    jdbc.sql(
            "insert into audit_checkpoint (size, note, at) values (:size, :note, :at) on conflict do nothing")
        .param("size", checkpoint.size())
        .param("note", checkpoint.note())
        .param("at", InstantColumn.write(checkpoint.at()))
        .update();
  }

  private static Checkpoint checkpoint(ResultSet row, int n) throws SQLException {
    return new Checkpoint(
        row.getLong("size"), row.getString("note"), InstantColumn.read(row, "at"));
  }
}
