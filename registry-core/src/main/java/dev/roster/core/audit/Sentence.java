package dev.roster.core.audit;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An audit entry in a line that people read. */
final class Sentence {
  private static final int LONGEST = 300;

  private Sentence() {}

  static String of(AuditEntry entry) {
    String text = entry.actor() + " " + deed(entry);
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  private static String deed(AuditEntry entry) {
    Map<String, Object> detail = entry.detail();
    String version = "version " + entry.version();
    return switch (entry.action()) { // no default: a new action must be told
      case MODEL_CREATED -> "registered the model";
      case MODEL_CHANGED -> "changed the model's " + facts(detail);
      case MODEL_RENAMED ->
          "renamed the model from %s to %s".formatted(detail.get("from"), detail.get("to"));
      case MODEL_DELETED -> "deleted the model";
      case MODEL_RESTORED -> "restored the model";
      case MODEL_PURGED -> "purged the model";
      case VERSION_CREATED -> "registered " + version;
      case VERSION_CHANGED -> "changed the " + facts(detail) + " of " + version;
      case VERSION_FINALIZED ->
          "finalized %s with %s files".formatted(version, detail.get("artifactCount"));
      case VERSION_TRANSITIONED ->
          "moved %s from %s to %s%s"
              .formatted(
                  version, detail.get("from"), detail.get("to"), after(detail.get("reason")));
      case VERSION_DELETED -> "deleted " + version + with(detail.get("aliases"));
      case VERSION_RESTORED -> "restored " + version + with(detail.get("aliases"));
      case VERSION_PURGED -> "purged " + version;
      case VERSION_DAMAGED -> "found bytes of " + version + " damaged";
      case VERSION_HEALED -> "found the bytes of " + version + " whole again";
      case ARTIFACT_UPLOADED -> "uploaded %s to %s".formatted(detail.get("path"), version);
      case ARTIFACT_DELETED -> "removed %s from %s".formatted(detail.get("path"), version);
      case ALIAS_MOVED ->
          "pointed alias %s at %s%s"
              .formatted(
                  detail.get("alias"),
                  version,
                  detail.get("from") == null ? "" : ", from version " + detail.get("from"));
      case ALIAS_REMOVED -> "removed alias %s from %s".formatted(detail.get("alias"), version);
      case METRICS_RECORDED ->
          "recorded %s metrics of %s%s"
              .formatted(detail.get("recorded"), version, after(joined(detail.get("names"))));
      case RUN_RECORDED ->
          "recorded the event %s of run %s".formatted(detail.get("event"), detail.get("run"));
      case BASELINE_SET ->
          "set the baseline of %s, of %s rows".formatted(version, detail.get("rows"));
      case OBSERVATIONS_RECORDED -> "recorded observations of " + version;
      case MONITOR_CREATED -> "defined the monitor " + detail.get("name");
      case MONITOR_DELETED -> "deleted the monitor " + detail.get("name");
      case INCIDENT_OPENED ->
          "opened an incident of kind %s%s"
              .formatted(detail.get("kind"), entry.version() == null ? "" : " about " + version);
      case INCIDENT_CHANGED -> "annotated an incident" + after(detail.get("note"));
      case INCIDENT_CLOSED -> "closed an incident" + after(detail.get("reason"));
      case TOKEN_CREATED -> "made a token";
      case TOKEN_REVOKED -> "revoked a token";
    };
  }

  private static String facts(Map<String, Object> detail) {
    return detail.isEmpty()
        ? "facts"
        : detail.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static String after(@Nullable Object text) {
    return text == null || text.equals("") ? "" : ": " + text;
  }

  private static String with(@Nullable Object aliases) {
    return aliases == null ? "" : " with the aliases " + joined(aliases);
  }

  private static String joined(@Nullable Object names) {
    return names instanceof Collection<?> all
        ? all.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "";
  }
}
