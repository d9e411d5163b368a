package dev.roster.storage.erasure;

import static dev.roster.storage.erasure.PersonalTable.of;
import static dev.roster.storage.erasure.PersonalTable.ofModel;
import static dev.roster.storage.erasure.PersonalTable.ofVersion;

import java.util.List;

/**
 * All columns that hold text, JSON or bytes, and what of it belongs to a person. A test fails for a
 * column that is not here, so a new table has to be classified before it can hold anything.
 *
 * <p>The tables are in the order in which transactions lock them.
 */
final class PersonalColumns {
  static final List<PersonalTable> TABLES =
      List.of(
          of("model", "model t left join model m on m.id = t.id", "'models/' || t.name")
              .names("owner", "created_by")
              .documents("tags")
              .words("name", "description"),
          ofModel("alias").names("updated_by").words("name"),
          of(
                  "version",
                  "version t join model m on m.id = t.model_id",
                  "'models/' || m.name || '/versions/' || t.number")
              .names("created_by")
              .documents("tags")
              .words("description", "label", "license")
              // what the digest of the version is of cannot change
              .words("framework", "hyperparameters", "signature", "lineage", "warnings")
              .fixed("status", "stage", "manifest", "digest", "signature_source")
              .fixed("framework_name", "framework_version", "code_commit"),
          of(
                  "history",
                  """
                  history t join model m on m.id = t.model_id
                  left join version v on v.id = t.version_id""",
                  "'models/' || m.name || coalesce('/versions/' || v.number, '')")
              .names("actor")
              .searchedSpecial("value")
              .words("key")
              .fixed("fact"),
          of(
                  "transition",
                  "transition t join model m on m.id = t.model_id",
                  "'models/' || m.name || '/versions/' || t.number")
              .names("actor")
              .texts("actor", "reason")
              .documents("evidence")
              .fixed("from_stage", "to_stage", "digest", "displaced_to", "policy"),
          of("policy", "'policies/' || t.name").words("name"),
          of(
                  "policy_prefix",
                  "policy_prefix t join policy p on p.id = t.policy_id left join model m on false",
                  "'policies/' || p.name")
              .words("prefix"),
          of(
                  "policy_revision",
                  "policy_revision t join policy p on p.id = t.policy_id left join model m on false",
                  "'policies/' || p.name")
              .names("actor")
              .words("document"),
          ofModel("model_policy").names("actor").words("document"),
          ofVersion("request")
              .names("actor", "closed_by")
              .texts("actor", "reason")
              .texts("closed_by", "detail")
              .documents("evidence")
              .fixed("kind", "from_stage", "to_stage", "execution", "digest", "policy", "state")
              .fixed("principal", "token_id"),
          of(
                  "approval",
                  """
                  approval t join request r on r.id = t.request_id
                  join version v on v.id = r.version_id join model m on m.id = v.model_id""",
                  "'models/' || m.name || '/versions/' || v.number")
              .names("actor")
              .texts("actor", "reason")
              .fixed("decision", "digest", "principal", "token_id"),
          ofVersion("card")
              .names("written_by", "contact")
              .text("intended_use", lastToWrite("intendedUse"))
              .text("limitations", lastToWrite("limitations"))
              .text("ethics", lastToWrite("ethics"))
              .text("training_data", lastToWrite("trainingData"))
              .text("evaluation", lastToWrite("evaluation"))
              .text("contact", lastToWrite("contact"))
              .searchedSpecial("data_categories")
              .fixed("risk_class"),
          ofVersion("consumer").fixed("token_id"),
          ofVersion("reclaimed").names("reclaimed_by").fixed("why"),
          ofVersion("retirement")
              .names("announced_by")
              .text("reason", firstToWriteReason("retirement"))
              .fixed("principal", "token_id"),
          ofVersion("hold").names("placed_by").requiredText("placed_by", "reason"),
          ofVersion("report")
              .names("actor")
              .texts("actor", "detail", "url")
              .words("name")
              .fixed("verdict", "digest", "roles"),
          ofVersion("upload")
              .names("actor")
              .words("path")
              .fixed("key", "state", "sha256", "via", "handle", "owner", "token_id")
              .fixed("failure_code", "failure_detail"),
          ofVersion("artifact").names("created_by").words("path").fixed("path_key"),
          of("storage_usage", "''").special("id").fixed("scope"),
          ofVersion("baseline").names("created_by").fixed("digest", "document"),
          ofVersion("observation_batch")
              .names("created_by")
              .words("source", "batch")
              .fixed("sha256", "report"),
          ofVersion("observation_withdrawal").names("withdrawn_by").words("source", "batch"),
          ofModel("monitor")
              .names("created_by")
              .words("name", "definition")
              .fixed("stage", "alarm"),
          of(
                  "incident",
                  """
                  incident t join monitor o on o.id = t.monitor_id
                  join model m on m.id = o.model_id""",
                  "'incidents/' || t.id")
              .words("note", "closed_because")
              .fixed("kind", "worst_feature", "worst_by"),
          of("token", "'tokens/' || t.id")
              .names("name", "created_by", "revoked_by")
              .special("name_key", "sha256")
              .fixed("id"),
          of("token_grant", "'tokens/' || t.token_id").words("prefix").fixed("token_id", "role"),
          ofModel("lineage_edge")
              .words("role", "file", "name", "uri", "system")
              .fixed("kind", "claim"),
          ofVersion("lineage_note").words("file", "detail"),
          ofModel("lineage_run")
              .documents("data")
              .words("job_namespace", "job_name", "producer")
              .fixed("state"),
          of("webhook", "'webhooks/' || t.id")
              .names("created_by")
              .searchedSpecial("name", "url")
              .words("models", "disabled_reason")
              .fixed("types", "format", "state", "owner", "secret"),
          of("webhook_old_secret", "'webhooks/' || t.webhook_id").fixed("secret"),
          of(
                  "webhook_delivery",
                  "webhook_delivery t left join model m on false",
                  "'webhooks/' || t.webhook_id")
              .words("attempts")
              .fixed("event_id", "type", "state"),
          of("lineage_event", "'lineage/events'").special("keeper").words("event").fixed("digest"),
          ofVersion("metric_latest_of_dataset").words("dataset").fixed("name", "not_finite"),
          of("idempotency", "'idempotency'")
              .special("principal", "key", "answer")
              .fixed("call", "body", "headers"),
          of("audit_subject", "''").names("name").fixed("token_id"),
          of(
                  "audit_text",
                  """
                  audit_text t
                  join (select id, seq, model, model_id, version, action from audit_recorded) e
                    on e.id = t.entry_id
                  left join model m on m.id = e.model_id""",
                  """
                  coalesce('models/' || m.name || coalesce('/versions/' || e.version, ''),
                    'audit/' || e.seq)""")
              .words("texts"),
          of("erasure", "''")
              .names("actor")
              .texts("actor", "reason")
              .special("name", "name_hash")
              .fixed("alias", "token_id"),
          // texts of the log itself are commitments, and its other fields name things
          of("audit_entry", "''").fixed("action", "model", "detail", "hash"),
          of("audit_pending", "''").fixed("action", "model", "detail"),
          of("audit_checkpoint", "''").fixed("note"),
          of("audit_subtree", "''").fixed("hash"),
          of("blob", "''").fixed("sha256", "key", "state"),
          of("blob_deletion", "''").fixed("key"),
          of("stray_key", "''").fixed("key"),
          of("scrub_round", "''").fixed("walk"),
          of("drift_check", "''")
              .fixed("cause", "baseline_digest", "outcome", "state", "detail", "features")
              .fixed("statistics", "top_cells", "prediction", "because", "worst", "not_judged"),
          of("observation_profile", "''").fixed("counts"),
          of("lineage_node", "''").fixed("kind", "key"),
          of("metric", "''").fixed("name", "dataset", "slice"),
          of("metric_latest", "''").fixed("name", "not_finite"),
          of("scheduled_tasks", "''")
              .fixed("task_name", "task_instance", "task_data", "picked_by", "state"),
          of("server_secret", "''").fixed("name", "value"),
          of("version_attribute", "''").special("key", "term", "long"), // follows the version
          of("flyway_schema_history", "''")
              .fixed("version", "description", "type", "script", "installed_by"));

  /** Who was the last to change a part of a card. Others may have changed its other parts since. */
  static String lastToWrite(String part) {
    return """
        (select e.actor from audit_recorded e
          join version c on c.model_id = e.model_id and c.number = e.version
          where c.id = t.version_id and e.action = 'card.changed' and jsonb_exists(e.detail, '%s')
          order by e.id desc limit 1)"""
        .formatted(part);
  }

  /** Who was the first to give a reason. Others may have changed the rest of the row since. */
  private static String firstToWriteReason(String actions) {
    return """
        (select e.actor from audit_recorded e
          join version c on c.model_id = e.model_id and c.number = e.version
          join audit_text a on a.entry_id = e.id
          where c.id = t.version_id and starts_with(e.action, '%s.')
            and a.texts #>> '{reason,value}' = t.reason
          order by e.id limit 1)"""
        .formatted(actions);
  }

  private PersonalColumns() {}
}
