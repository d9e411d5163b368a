package dev.roster.storage.webhook;

import dev.roster.core.event.EventFilter;
import dev.roster.core.event.EventTypes;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.webhook.Webhook;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Reads a row of the table {@code webhook}. */
final class WebhookRow {
  private WebhookRow() {}

  static Webhook read(ResultSet row, int n) throws SQLException {
    EventTypes types = new EventTypes(List.of((String[]) row.getArray("types").getArray()));
    ModelPattern models = new ModelPattern(row.getString("models"));
    Webhook.Format format = Webhook.Format.valueOf(constant(row, "format"));
    return new Webhook(
        row.getObject("id", UUID.class),
        new Webhook.Definition(
            row.getString("name"), row.getString("url"), new EventFilter(types, models), format),
        Webhook.State.valueOf(constant(row, "state")),
        row.getString("disabled_reason"),
        row.getString("owner"),
        row.getString("created_by"),
        InstantColumn.read(row, "created_at"),
        row.getLong("revision"));
  }

  private static String constant(ResultSet row, String column) throws SQLException {
    return row.getString(column).toUpperCase(Locale.ROOT);
  }
}
