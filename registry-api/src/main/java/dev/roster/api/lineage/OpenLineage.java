package dev.roster.api.lineage;

import static dev.roster.api.lineage.JsonFields.list;
import static dev.roster.api.lineage.JsonFields.object;
import static dev.roster.api.lineage.JsonFields.optional;
import static dev.roster.api.lineage.JsonFields.required;
import static dev.roster.api.lineage.JsonFields.text;
import static dev.roster.http.request.RequestPart.BODY;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.lineage.RunData;
import dev.roster.core.lineage.RunEvent;
import dev.roster.core.lineage.RunState;
import dev.roster.core.lineage.Timestamped;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import dev.roster.http.json.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the events of OpenLineage 2-0-2, of runs, jobs and datasets. Fields and facets that Roster
 * does not know are ignored, as the standard demands.
 */
final class OpenLineage {
  private static final int MAX_DATASETS = 1_000;
  private static final int MAX_FIELDS = 2_000;
  private static final int MAX_MODELS = 20;
  private static final FieldPath EVENT = BODY.field();
  private static final List<String> PARENTS = List.of("parent", "parentRun"); // the older name
  private static final Pattern TIME =
      Pattern.compile(
          "(?<date>\\d{4}-\\d{2}-\\d{2})[Tt ](?<time>\\d{2}:\\d{2}(:\\d{2})?)"
              + "(\\.(?<fraction>\\d{1,9})\\d*)?(?<zone>[Zz]|[+-]\\d{2}:?\\d{2})?");
  private static final String OURS = "roster_version";
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final Instant at;
  private final List<RunEvent.Named> named = new ArrayList<>();

  private OpenLineage(Instant at) {
    this.at = at;
  }

  static boolean isUuid(String text) {
    return UUID_FORM.matcher(text).matches();
  }

  static RunEvent read(ObjectNode event) {
    OpenLineage reader = new OpenLineage(time(event));
    required(event, BODY.field("schemaURL"), 2_048);
    if (event.has("run") && event.has("dataset"))
      throw Refused.invalid(BODY.field("dataset"), "is not in a run event; put it into inputs");
    if (event.has("job") && event.has("dataset"))
      throw Refused.invalid(BODY.field("dataset"), "is not in a job event; put it into inputs");
    if (event.has("run")) return reader.runEvent(event);
    if (event.has("eventType"))
      throw Refused.invalid(
          BODY.field("run"), "is required in a run event, which has an eventType");
    if (event.has("dataset")) return reader.datasetEvent(event);
    if (event.has("job")) return reader.jobEvent(event);
    throw Refused.invalid(
        BODY.field("run"),
        "is required in a run event; a job event has job, and a dataset event dataset");
  }

  /** A time without a zone is UTC. */
  private static Instant time(ObjectNode event) {
    FieldPath place = BODY.field("eventTime");
    String text = required(event, place, 64);
    Matcher time = TIME.matcher(text);
    if (!time.matches()) return Times.parse(text, place);
    String zone = time.group("zone") == null ? "Z" : time.group("zone").toUpperCase(Locale.ROOT);
    if (zone.length() == 5) zone = zone.substring(0, 3) + ":" + zone.substring(3);
    String fraction = time.group("fraction") == null ? "" : "." + time.group("fraction");
    return Times.parse(time.group("date") + "T" + time.group("time") + fraction + zone, place)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private RunEvent runEvent(ObjectNode event) {
    String type = text(event.get("eventType"), BODY.field("eventType"), 16);
    RunState state =
        type == null
            ? RunState.OTHER
            : RunState.ofName(type)
                .orElseThrow(
                    () ->
                        Refused.invalid(
                            BODY.field("eventType"),
                            "must be START, RUNNING, COMPLETE, ABORT, FAIL or OTHER",
                            type));
    ObjectNode run = object(event.get("run"), BODY.field("run"));
    UUID id = uuid(run, BODY.field("run", "runId"));
    ObjectNode facets = optional(run.get("facets"), BODY.field("run", "facets"));
    ours(facets, BODY.field("run", "facets"));
    return event(event, id, state, parents(facets, BODY.field("run", "facets")));
  }

  /**
   * The lineage of a job without a run, as of its code. It is recorded as a run whose id is made
   * from the name of the job.
   */
  private RunEvent jobEvent(ObjectNode event) {
    return event(
        event,
        named(object(event.get("job"), BODY.field("job")), BODY.field("job")),
        RunState.OTHER,
        Set.of());
  }

  private RunEvent event(ObjectNode event, UUID run, RunState state, Set<UUID> parents) {
    ObjectNode job = object(event.get("job"), BODY.field("job"));
    optional(job.get("facets"), BODY.field("job", "facets"));
    List<RunData> inputs = data(event, "inputs", "inputFacets");
    List<RunData> outputs = data(event, "outputs", "outputFacets");
    if (named.size() > MAX_MODELS)
      throw Refused.invalid(BODY.field("outputs"), "names more than 20 models or versions");
    return new RunEvent(
        run,
        state,
        at,
        required(job, BODY.field("job", "namespace"), 1_024),
        required(job, BODY.field("job", "name"), 1_024),
        required(event, BODY.field("producer"), 2_048),
        inputs,
        outputs,
        parents,
        named);
  }

  /** What is said of a dataset without a run, which no model is linked to. */
  private RunEvent datasetEvent(ObjectNode event) {
    FieldPath place = BODY.field("dataset");
    ObjectNode dataset = object(event.get("dataset"), place);
    RunData data = data(dataset, place, false);
    return new RunEvent(
        named(dataset, place),
        RunState.OTHER,
        at,
        data.namespace(),
        data.name(),
        required(event, BODY.field("producer"), 2_048),
        List.of(data),
        List.of(),
        Set.of(),
        List.of());
  }

  /** An id of what has a name only. */
  private static UUID named(ObjectNode thing, FieldPath place) {
    String namespace = required(thing, place.member("namespace"), 1_024);
    String name = required(thing, place.member("name"), 1_024);
    return UUID.nameUUIDFromBytes((place + "\u001F" + namespace + "\u001F" + name).getBytes(UTF_8));
  }

  private static UUID uuid(ObjectNode parent, FieldPath place) {
    String id = required(parent, place, 64);
    if (!isUuid(id)) throw Refused.invalid(place, "must be a UUID", id);
    return UUID.fromString(id);
  }

  /** The run that this one is a task of, and the one above all. */
  private static Set<UUID> parents(@Nullable ObjectNode facets, FieldPath place) {
    Set<UUID> parents = new TreeSet<>();
    for (String name : PARENTS) {
      FieldPath at = place.member(name);
      ObjectNode facet = facets == null ? null : given(facets.get(name), at);
      if (facet == null) continue;
      parents.add(
          uuid(object(facet.get("run"), at.member("run")), at.member("run").member("runId")));
      FieldPath above = at.member("root");
      ObjectNode root = optional(facet.get("root"), above);
      if (root != null)
        parents.add(
            uuid(
                object(root.get("run"), above.member("run")), above.member("run").member("runId")));
    }
    return parents;
  }

  private List<RunData> data(ObjectNode event, String field, String facets) {
    FieldPath at = EVENT.member(field);
    List<RunData> data = new ArrayList<>();
    for (JsonNode one : list(event.get(field), at, MAX_DATASETS)) {
      FieldPath place = at.item(data.size());
      ObjectNode dataset = object(one, place);
      optional(dataset.get(facets), place.member(facets));
      data.add(data(dataset, place, field.equals("outputs")));
    }
    data.removeIf(one -> one.namespace().equals("roster") && field.equals("outputs"));
    return data;
  }

  private RunData data(ObjectNode dataset, FieldPath place, boolean output) {
    String namespace = required(dataset, place.member("namespace"), 1_024);
    String name = required(dataset, place.member("name"), 1_024);
    ObjectNode facets = optional(dataset.get("facets"), place.member("facets"));
    if (output && namespace.equals("roster")) addOurs(name, place.member("name"));
    if (output) ours(facets, place.member("facets"));
    return new RunData(
        namespace,
        name,
        said(facets, "version", facet(facets, place, "version", "datasetVersion", 1_024)),
        said(facets, "dataSource", facet(facets, place, "dataSource", "uri", 2_048)),
        said(facets, "schema", fields(facets, place.member("facets").member("schema"))));
  }

  private static @Nullable String facet(
      @Nullable ObjectNode facets, FieldPath place, String name, String field, int longest) {
    FieldPath at = place.member("facets").member(name);
    ObjectNode facet = facets == null ? null : given(facets.get(name), at);
    return facet == null ? null : text(facet.get(field), at.member(field), longest);
  }

  /** The facet, unless the event removes it. */
  private static @Nullable ObjectNode given(@Nullable JsonNode facet, FieldPath place) {
    ObjectNode object = optional(facet, place);
    return object == null || isRemoved(object) ? null : object;
  }

  private static boolean isRemoved(JsonNode facet) {
    return facet.path("_deleted").asBoolean(false);
  }

  private static @Nullable List<RunData.Field> fields(
      @Nullable ObjectNode facets, FieldPath place) {
    ObjectNode schema = facets == null ? null : given(facets.get("schema"), place);
    if (schema == null || !schema.has("fields")) return null;
    List<RunData.Field> fields = new ArrayList<>();
    for (JsonNode one : list(schema.get("fields"), place.member("fields"), MAX_FIELDS)) {
      FieldPath at = place.member("fields").item(fields.size());
      ObjectNode field = object(one, at);
      fields.add(
          new RunData.Field(
              required(field, at.member("name"), 1_024),
              text(field.get("type"), at.member("type"), 1_024)));
    }
    return fields;
  }

  /** What the facet says; a value of null if the event removes the facet. */
  private <T> @Nullable Timestamped<T> said(
      @Nullable ObjectNode facets, String facet, @Nullable T value) {
    boolean removed = facets != null && isRemoved(facets.path(facet));
    return value == null && !removed ? null : new Timestamped<>(at, value);
  }

  /** Reads Roster's own facet, which names a model and, if known, its version. */
  private void ours(@Nullable JsonNode facets, FieldPath place) {
    ObjectNode all = optional(facets, place);
    ObjectNode facet = all == null ? null : given(all.get(OURS), place.member(OURS));
    if (facet == null) return;
    FieldPath at = place.member(OURS);
    JsonNode version = facet.get("version");
    boolean none = version == null || version.isNull();
    if (!none && !NUMBER.matcher(version.asString("")).matches())
      throw Refused.invalid(
          at.member("version"), "must be a version's number", version.asString(""));
    named.add(
        new RunEvent.Named(
            none ? at.member("model") : at,
            required(facet, at.member("model"), 128),
            none ? null : Integer.valueOf(version.asString())));
  }

  /** Reads {@code MODEL/VERSION}, or {@code MODEL} if the version is not known yet. */
  private void addOurs(String name, FieldPath place) {
    int slash = name.indexOf('/');
    String number = slash < 0 ? null : name.substring(slash + 1);
    if (number != null && !NUMBER.matcher(number).matches())
      throw Refused.invalid(
          place, "must be MODEL/VERSION, as all names in the namespace roster", name);
    named.add(
        new RunEvent.Named(
            place,
            slash < 0 ? name : name.substring(0, slash),
            number == null ? null : Integer.valueOf(number)));
  }
}
