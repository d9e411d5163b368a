package dev.roster.core.audit;

import java.util.Locale;

/** What an audit entry is about. The wire form, {@code model.created}, is part of the API. */
public enum Action {
  MODEL_CREATED,
  MODEL_CHANGED,
  MODEL_RENAMED,
  MODEL_DELETED,
  MODEL_RESTORED,
  MODEL_PURGED,
  VERSION_CREATED,
  VERSION_CHANGED,
  VERSION_FINALIZED,
  VERSION_TRANSITIONED,
  VERSION_DELETED,
  VERSION_RESTORED,
  VERSION_PURGED,
  VERSION_DAMAGED,
  VERSION_HEALED,
  ARTIFACT_UPLOADED,
  ARTIFACT_DELETED,
  ALIAS_MOVED,
  ALIAS_REMOVED,
  METRICS_RECORDED,
  RUN_RECORDED,
  BASELINE_SET,
  OBSERVATIONS_RECORDED,
  MONITOR_CREATED,
  MONITOR_DELETED,
  INCIDENT_OPENED,
  INCIDENT_CHANGED,
  INCIDENT_CLOSED,
  TOKEN_CREATED,
  TOKEN_REVOKED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  public static Action ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('.', '_'));
  }
}
