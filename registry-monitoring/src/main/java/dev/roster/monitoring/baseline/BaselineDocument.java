package dev.roster.monitoring.baseline;

import dev.roster.core.digest.Sha256;
import dev.roster.core.json.CanonicalJson;
import dev.roster.drift.baseline.Baseline;
import dev.roster.drift.baseline.BaselineColumn;
import dev.roster.drift.baseline.Roles;
import dev.roster.drift.cells.CategoricalCells;
import dev.roster.drift.cells.NumericCells;
import dev.roster.drift.profile.ColumnCounts;
import dev.roster.drift.profile.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A baseline as canonical JSON. This document is stored, and the digest is that of its bytes. */
public final class BaselineDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BaselineDocument() {}

  static String write(ColumnCollector.Frozen frozen) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("rows", frozen.rows());
    document.put("roles", roles(frozen.roles()));
    document.put("features", frozen.features().stream().map(BaselineDocument::column).toList());
    if (frozen.prediction() != null) document.put("prediction", column(frozen.prediction()));
    if (frozen.score() != null) document.put("score", column(frozen.score()));
    return CanonicalJson.of(document);
  }

  private static Map<String, Object> roles(Roles roles) {
    Map<String, Object> out = new LinkedHashMap<>();
    putIfThere(out, "prediction", roles.prediction());
    putIfThere(out, "score", roles.score());
    putIfThere(out, "target", roles.target());
    putIfThere(out, "id", roles.id());
    putIfThere(out, "timestamp", roles.timestamp());
    out.put("ignored", roles.ignored());
    out.put("categorical", roles.categorical());
    return out;
  }

  private static void putIfThere(Map<String, Object> out, String name, @Nullable Object value) {
    if (value != null) out.put(name, value);
  }

  private static Map<String, Object> column(BaselineColumn column) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", column.name());
    out.put("kind", column.cells().kind());
    out.put("counts", column.counts().counts());
    if (column.cells() instanceof NumericCells cells) {
      out.put("edges", cells.edges());
      out.put("folds", cells.folds());
      if (column.mean() != null) {
        out.put("mean", column.mean());
        out.put("standardDeviation", column.standardDeviation());
        out.put("lowest", column.counts().moments().lowest());
        out.put("highest", column.counts().moments().highest());
      }
    } else if (column.cells() instanceof CategoricalCells cells) {
      out.put("categories", cells.categories());
      out.put("rare", cells.rare());
      out.put("rareComplete", cells.rareComplete());
      out.put("once", column.once());
    }
    return out;
  }

  static String digest(String document) {
    return Sha256.ofText(document).toString();
  }

  /** The baseline that a document is of. */
  public static Baseline read(String digest, String document) {
    JsonNode json = JSON.readTree(document);
    List<BaselineColumn> features = new ArrayList<>();
    json.get("features").forEach(feature -> features.add(readColumn(feature)));
    return new Baseline(
        digest,
        json.get("rows").asLong(),
        readRoles(json.get("roles")),
        features,
        json.has("prediction") ? readColumn(json.get("prediction")) : null,
        json.has("score") ? readColumn(json.get("score")) : null);
  }

  private static Roles readRoles(JsonNode json) {
    return new Roles(
        textOrNull(json, "prediction"),
        textOrNull(json, "score"),
        textOrNull(json, "target"),
        textOrNull(json, "id"),
        textOrNull(json, "timestamp"),
        texts(json.get("ignored")),
        texts(json.get("categorical")));
  }

  private static BaselineColumn readColumn(JsonNode json) {
    long[] counts = json.get("counts").valueStream().mapToLong(JsonNode::asLong).toArray();
    String name = json.get("name").asString();
    if (json.get("kind").asString().equals("categorical")) {
      CategoricalCells cells =
          new CategoricalCells(
              texts(json.get("categories")),
              texts(json.get("rare")),
              json.get("rareComplete").asBoolean());
      long once = json.has("once") ? json.get("once").asLong() : leastOnce(cells, counts);
      return new BaselineColumn(
          name, cells, new ColumnCounts(counts, Moments.NONE), once, null, null);
    }
    NumericCells cells =
        new NumericCells(
            json.get("edges").valueStream().mapToDouble(JsonNode::asDouble).toArray(),
            json.get("folds").valueStream().mapToInt(JsonNode::asInt).toArray());
    if (!json.has("mean"))
      return new BaselineColumn(name, cells, new ColumnCounts(counts, Moments.NONE), 0, null, null);
    double deviation = json.get("standardDeviation").asDouble();
    long present = Arrays.stream(counts).sum() - counts[counts.length - 1];
    Moments moments =
        new Moments(
            0,
            deviation * deviation * present,
            json.get("lowest").asDouble(),
            json.get("highest").asDouble(),
            0,
            0);
    return new BaselineColumn(
        name, cells, new ColumnCounts(counts, moments), 0, json.get("mean").asDouble(), deviation);
  }

  /**
   * How many rows at least have a category that no other row has, in a baseline of an older release
   * that does not say it: all rare values together have so few rows.
   */
  private static long leastOnce(CategoricalCells cells, long[] counts) {
    return Math.max(0, 2L * cells.rare().size() - counts[cells.other()]);
  }

  private static @Nullable String textOrNull(JsonNode json, String name) {
    return json.has(name) ? json.get(name).asString() : null;
  }

  private static List<String> texts(JsonNode json) {
    return json.valueStream().map(JsonNode::asString).toList();
  }
}
