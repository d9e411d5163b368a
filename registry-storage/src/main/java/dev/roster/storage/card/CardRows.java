package dev.roster.storage.card;

import dev.roster.core.card.Card;
import dev.roster.core.card.CardStore;
import dev.roster.core.card.RiskClass;
import dev.roster.core.card.WrittenCard;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CardRows implements CardStore {
  private final JdbcClient jdbc;

  CardRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<WrittenCard> find(VersionRef version) {
    return jdbc.sql("select * from card where version_id = :version")
        .param("version", version.id())
        .query(CardRows::card)
        .optional();
  }

  @Override
  public void put(VersionRef version, WrittenCard written) {
    Card card = written.card();
    jdbc.sql(
            """
            insert into card (version_id, intended_use, limitations, ethics, training_data,
              evaluation, contact, risk_class, data_categories, written_by, written_at, revision)
            values (:version, :intendedUse, :limitations, :ethics, :trainingData, :evaluation,
              :contact, :riskClass, :dataCategories, :by, :at, :revision)
            on conflict (version_id) do update
            set intended_use = :intendedUse, limitations = :limitations, ethics = :ethics,
              training_data = :trainingData, evaluation = :evaluation, contact = :contact,
              risk_class = :riskClass, data_categories = :dataCategories, written_by = :by,
              written_at = :at, revision = :revision
            """)
        .param("version", version.id())
        .param("intendedUse", card.intendedUse())
        .param("limitations", card.limitations())
        .param("ethics", card.ethics())
        .param("trainingData", card.trainingData())
        .param("evaluation", card.evaluation())
        .param("contact", card.contact())
        .param("riskClass", card.riskClass() == null ? null : card.riskClass().wire())
        .param("dataCategories", card.dataCategories().toArray(String[]::new))
        .param("by", written.by())
        .param("at", InstantColumn.writeNullable(written.at()))
        .param("revision", written.revision())
        .update();
  }

  private static WrittenCard card(ResultSet row, int n) throws SQLException {
    String riskClass = row.getString("risk_class");
    return new WrittenCard(
        new Card(
            row.getString("intended_use"),
            row.getString("limitations"),
            row.getString("ethics"),
            row.getString("training_data"),
            row.getString("evaluation"),
            row.getString("contact"),
            riskClass == null ? null : RiskClass.ofWire(riskClass),
            List.of((String[]) row.getArray("data_categories").getArray())),
        row.getString("written_by"),
        InstantColumn.read(row, "written_at"),
        row.getLong("revision"));
  }
}
