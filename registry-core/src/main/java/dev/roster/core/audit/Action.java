package dev.roster.core.audit;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an audit entry is about. The wire form, {@code model.created}, is part of the API. Each
 * action says here which kind of the timeline it belongs to and how the timeline words it; {@link
 * SummaryTemplate} describes the templates.
 */
public enum Action {
  MODEL_CREATED(TimelineKind.CREATION, "registered the model"),
  MODEL_CHANGED(TimelineKind.CHANGE, "changed the model's {facts}"),
  MODEL_RENAMED(TimelineKind.CHANGE, "renamed the model from {from} to {to}"),
  MODEL_DELETED(TimelineKind.DELETION, "deleted the model"),
  MODEL_RESTORED(TimelineKind.DELETION, "restored the model"),
  MODEL_PURGED(TimelineKind.DELETION, "purged the model"),
  VERSION_CREATED(TimelineKind.CREATION, "registered {version}"),
  VERSION_CHANGED(TimelineKind.CHANGE, "changed the {facts} of {version}"),
  VERSION_FINALIZED(TimelineKind.UPLOAD, "finalized {version} with {artifactCount} files"),
  VERSION_TRANSITIONED(TimelineKind.TRANSITION, "moved {version} from {from} to {to}[: {reason}]"),
  VERSION_FORCED(
      TimelineKind.TRANSITION,
      "forced {version} from {from} to {to} in spite of gates[: {reason}]"),
  REQUEST_OPENED(
      TimelineKind.TRANSITION,
      "opened a request of kind {kind} about {version} and {to}[: {reason}]"),
  REQUEST_APPROVED(TimelineKind.TRANSITION, "completed the approvals of {version} for {to}"),
  REQUEST_REJECTED(TimelineKind.TRANSITION, "rejected {version} for {to}[: {because}]"),
  REQUEST_EXECUTED(TimelineKind.TRANSITION, "executed the request of {version} for {to}"),
  REQUEST_EXPIRED(
      TimelineKind.TRANSITION, "ended the request of {version} for {to}[, as {because}]"),
  REQUEST_VOID(TimelineKind.TRANSITION, "voided the request of {version} for {to}[, as {because}]"),
  REQUEST_WITHDRAWN(TimelineKind.TRANSITION, "withdrew the request of {version} for {to}"),
  APPROVAL_GIVEN(TimelineKind.TRANSITION, "approved {version} for {to}[: {reason}]"),
  APPROVAL_WITHDRAWN(TimelineKind.TRANSITION, "withdrew an approval of {version} for {to}"),
  REPORT_ADDED(TimelineKind.CHANGE, "reported {report} of {version} as {verdict}"),
  CARD_CHANGED(TimelineKind.CHANGE, "changed the {facts} in the card of {version}"),
  POLICY_CHANGED(TimelineKind.CHANGE, "changed the policy[ to {policy}]"),
  VERSION_DELETED(TimelineKind.DELETION, "deleted {version}[ with the aliases {aliases}]"),
  VERSION_RESTORED(TimelineKind.DELETION, "restored {version}[ with the aliases {aliases}]"),
  VERSION_PURGED(TimelineKind.DELETION, "purged {version}"),
  VERSION_RECLAIMED(
      TimelineKind.DELETION, "reclaimed the bytes of {version}[, as it was {because}]"),
  VERSION_DAMAGED(TimelineKind.DAMAGE, "found bytes of {version} damaged"),
  VERSION_HEALED(TimelineKind.DAMAGE, "found the bytes of {version} whole again"),
  ARTIFACT_UPLOADED(
      TimelineKind.UPLOAD, "uploaded {path} to {version}[, copied from {copiedFrom}]"),
  ARTIFACT_DELETED(TimelineKind.UPLOAD, "removed {path} from {version}"),
  UPLOAD_OPENED(null, "opened an upload of {path} to {version} in parts"),
  UPLOAD_SIGNED(null, "signed URLs for the upload of {path} to {version}"),
  UPLOAD_ABORTED(null, "aborted the upload of {path} to {version}"),
  HOLD_PLACED(TimelineKind.DELETION, "placed a hold on {version}[: {reason}]"),
  HOLD_LIFTED(TimelineKind.DELETION, "lifted the hold of {version}"),
  RETIREMENT_ANNOUNCED(
      TimelineKind.TRANSITION,
      "announced that {version} is retired on {sunset}[, replaced by {replacement}][: {reason}]"),
  RETIREMENT_CHANGED(
      TimelineKind.TRANSITION,
      "changed the retirement of {version} to {sunset}[, replaced by {replacement}][: {reason}]"),
  RETIREMENT_WITHDRAWN(TimelineKind.TRANSITION, "withdrew the retirement of {version}"),
  RETIREMENT_DUE(TimelineKind.TRANSITION, "found {version} in use after its sunset, {sunset}"),
  ALIAS_MOVED(TimelineKind.ALIAS, "pointed alias {alias} at {version}[, from version {from}]"),
  ALIAS_REMOVED(TimelineKind.ALIAS, "removed alias {alias} from {version}"),
  METRICS_RECORDED(TimelineKind.METRIC, "recorded {recorded} metrics of {version}[: {names}]"),
  RUN_RECORDED(TimelineKind.CHANGE, "recorded the event {event} of run {run}"),
  BASELINE_SET(TimelineKind.BASELINE, "set the baseline of {version}, of {rows} rows"),
  BASELINE_REPLACED(TimelineKind.BASELINE, "replaced the baseline of {version}, by {rows} rows"),
  OBSERVATIONS_RECORDED(null, "recorded observations of {version}"),
  OBSERVATIONS_WITHDRAWN(
      TimelineKind.MONITOR, "withdrew the batch {batch} of {source}, {rows} rows of {version}"),
  MONITOR_CREATED(TimelineKind.MONITOR, "defined the monitor {name}"),
  MONITOR_DELETED(TimelineKind.MONITOR, "deleted the monitor {name}"),
  INCIDENT_OPENED(TimelineKind.INCIDENT, "opened an incident of kind {kind}[ about {version}]"),
  INCIDENT_CHANGED(TimelineKind.INCIDENT, "annotated an incident[: {note}]"),
  INCIDENT_CLOSED(TimelineKind.INCIDENT, "closed an incident[: {reason}]"),
  WEBHOOK_CREATED(null, "made the webhook {name}"),
  WEBHOOK_CHANGED(null, "changed a webhook"),
  WEBHOOK_DISABLED(null, "disabled a webhook[: {reason}]"),
  WEBHOOK_REDELIVERED(null, "sent the event {event} to a webhook again"),
  WEBHOOK_ALLOWED(null, "changed what webhooks may reach that is not public"),
  WEBHOOK_DELETED(null, "deleted the webhook {name}"),
  TOKEN_CREATED(null, "made a token"),
  TOKEN_REVOKED(null, "revoked a token"),
  SUBJECT_ERASED(null, "erased a name, which is now {erased}"),
  ACCESS_DENIED(null, "was refused {method} {route}");

  private final @Nullable TimelineKind kind;
  private final SummaryTemplate summary;

  Action(@Nullable TimelineKind kind, String summary) {
    this.kind = kind;
    this.summary = new SummaryTemplate(summary);
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  public static Action ofWire(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('.', '_'));
  }

  /** Empty if the timeline of a model does not show it. */
  Optional<TimelineKind> kind() {
    return Optional.ofNullable(kind);
  }

  SummaryTemplate summary() {
    return summary;
  }
}
