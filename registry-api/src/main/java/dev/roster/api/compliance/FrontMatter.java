package dev.roster.api.compliance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The YAML at the top of a card, with the keys that the model cards of Hugging Face have. What they
 * have no key for is under {@code roster}.
 */
final class FrontMatter {
  /** Licenses that Hugging Face knows by their SPDX identifiers in lower case. */
  private static final Set<String> KNOWN =
      Set.of(
          "afl-3.0",
          "agpl-3.0",
          "apache-2.0",
          "artistic-2.0",
          "bsd-2-clause",
          "bsd-3-clause",
          "bsd-3-clause-clear",
          "bsl-1.0",
          "cc-by-2.0",
          "cc-by-2.5",
          "cc-by-3.0",
          "cc-by-4.0",
          "cc-by-nc-2.0",
          "cc-by-nc-3.0",
          "cc-by-nc-4.0",
          "cc-by-nc-nd-3.0",
          "cc-by-nc-nd-4.0",
          "cc-by-nc-sa-2.0",
          "cc-by-nc-sa-3.0",
          "cc-by-nc-sa-4.0",
          "cc-by-nd-4.0",
          "cc-by-sa-3.0",
          "cc-by-sa-4.0",
          "cc0-1.0",
          "cdla-permissive-1.0",
          "cdla-permissive-2.0",
          "cdla-sharing-1.0",
          "ecl-2.0",
          "epl-1.0",
          "epl-2.0",
          "etalab-2.0",
          "eupl-1.1",
          "eupl-1.2",
          "isc",
          "lppl-1.3c",
          "mit",
          "mpl-2.0",
          "ms-pl",
          "ncsa",
          "ofl-1.1",
          "osl-3.0",
          "postgresql",
          "unlicense",
          "wtfpl",
          "zlib");

  private static final Pattern SAFE_PLAIN =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._/+-]*[A-Za-z0-9])?");

  private FrontMatter() {}

  static String of(CardBody card) {
    Map<String, Object> keys = new LinkedHashMap<>();
    putLicense(keys, card.license());
    if (card.framework() != null) keys.put("library_name", card.framework().name());
    keys.put(
        "tags",
        Stream.concat(
                Stream.of("roster"),
                card.tags().entrySet().stream()
                    .map(t -> t.getValue().isEmpty() ? t.getKey() : t.getKey() + ":" + t.getValue())
                    .sorted())
            .toList());
    if (card.lineage() != null && card.lineage().datasets() != null)
      keys.put(
          "datasets", card.lineage().datasets().stream().map(d -> d.name()).distinct().toList());
    Map<String, Double> metrics = new LinkedHashMap<>();
    card.metrics().entrySet().stream()
        .filter(metric -> Double.isFinite(metric.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(metric -> metrics.put(metric.getKey(), metric.getValue()));
    if (!metrics.isEmpty()) {
      keys.put("metrics", List.copyOf(metrics.keySet()));
      keys.put("model-index", List.of(results(card.model(), metrics)));
    }
    keys.put("roster", own(card));
    return "---\n" + dump(keys) + "---\n";
  }

  private static void putLicense(Map<String, Object> keys, @Nullable String license) {
    if (license == null) return;
    String known = license.toLowerCase(Locale.ROOT);
    keys.put("license", KNOWN.contains(known) ? known : "other");
    if (!KNOWN.contains(known)) keys.put("license_name", license);
  }

  /** Hugging Face asks for a task and a dataset of each result, which Roster does not know. */
  private static Map<String, Object> results(String model, Map<String, Double> metrics) {
    List<Object> measured = new ArrayList<>();
    metrics.forEach((name, value) -> measured.add(ordered("type", name, "value", value)));
    Map<String, Object> result =
        ordered(
            "task", Map.of("type", "other"),
            "dataset", ordered("type", "unspecified", "name", "unspecified"));
    result.put("metrics", measured);
    return ordered("name", model, "results", List.of(result));
  }

  private static Map<String, Object> ordered(String a, Object first, String b, Object second) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(a, first);
    members.put(b, second);
    return members;
  }

  private static Map<String, Object> own(CardBody card) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("model", card.model());
    own.put("version", card.version());
    own.put("stage", card.stage().wire());
    own.put("digest", card.digest());
    own.put("risk_class", card.riskClass() == null ? null : card.riskClass().wire());
    own.put("data_categories", card.dataCategories());
    own.put("complete", card.complete());
    own.values().removeIf(Objects::isNull);
    return own;
  }

  private static String dump(Map<String, Object> keys) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    return new Yaml(new Quoting(options), options).dump(keys);
  }

  /** Puts a text into double quotes unless it is a plain word, so that it stays on its line. */
  private static final class Quoting extends Representer {
    Quoting(DumperOptions options) {
      super(options);
      representers.put(
          String.class,
          text ->
              representScalar(
                  Tag.STR,
                  text.toString(),
                  SAFE_PLAIN.matcher(text.toString()).matches()
                      ? ScalarStyle.PLAIN
                      : ScalarStyle.DOUBLE_QUOTED));
    }
  }
}
