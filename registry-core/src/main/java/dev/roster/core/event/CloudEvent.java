package dev.roster.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.audit.AuditEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as <a href="https://cloudevents.io">CloudEvents</a> 1.0 has it in the structured JSON
 * format.
 *
 * @param subject {@code models/credit/versions/7}; null for what is about no model
 * @param data the audit entry as lists of the API show it
 * @param sequence the number of the entry with leading zeros, so that texts sort as numbers; null
 *     for what has no place in the stream
 * @param partitionkey the model, within which events are in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    @Nullable String subject,
    String time,
    String datacontenttype,
    Map<String, @Nullable Object> data,
    @Nullable String sequence,
    @Nullable String partitionkey) {
  /** What the JSON of an event has at most. */
  public static final int MAX_BYTES = 64 << 10;

  private static final String TYPE = "dev.roster.";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An event; if it would be too large, without the detail of its entry. */
  public static CloudEvent of(Event event, EventSource source) {
    CloudEvent whole = of(event, source, event.entry().detail());
    if (whole.json().getBytes(UTF_8).length <= MAX_BYTES) return whole;
    return of(event, source, Map.of("truncated", true));
  }

  private static CloudEvent of(Event event, EventSource source, Map<String, Object> detail) {
    AuditEntry entry = event.entry();
    return new CloudEvent(
        "1.0",
        event.id(),
        source.uri(),
        TYPE + entry.action().wire(),
        subject(entry),
        entry.at().toString(),
        "application/json",
        data(entry, detail),
        "%020d".formatted(entry.seq()),
        entry.model());
  }

  /** An event that is in no log and outside any order, by which a receiver is tried. */
  public static CloudEvent outsideTheLog(
      String id, String type, Instant at, EventSource source, Map<String, @Nullable Object> data) {
    return new CloudEvent(
        "1.0",
        id,
        source.uri(),
        TYPE + type,
        null,
        at.toString(),
        "application/json",
        data,
        null,
        null);
  }

  private static @Nullable String subject(AuditEntry entry) {
    if (entry.model() == null) return null;
    return entry.version() == null
        ? "models/%s".formatted(entry.model())
        : "models/%s/versions/%d".formatted(entry.model(), entry.version());
  }

  private static Map<String, @Nullable Object> data(AuditEntry entry, Map<String, Object> detail) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("seq", entry.seq());
    data.put("at", entry.at().toString());
    data.put("actor", entry.actor());
    data.put("tokenId", entry.tokenId());
    data.put("action", entry.action().wire());
    data.put("model", entry.model());
    data.put("version", entry.version());
    data.put("detail", detail);
    data.put("hash", entry.hash());
    return data;
  }

  /** The event in one line. */
  public String json() {
    return JSON.writeValueAsString(this);
  }
}
