package dev.roster.app.settings;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationProperty;

/** Every setting with its value and the source of that value; secrets are masked. */
public record ConfigReport(List<String> lines) {
  private record Row(String name, String value, String origin) {}

  public static ConfigReport of(Settings settings) {
    List<Row> rows =
        Catalogue.ofClasspath().settings().stream().map(s -> row(settings, s)).toList();
    int names = width(rows.stream().map(Row::name));
    int values = width(rows.stream().map(Row::value));
    return new ConfigReport(
        rows.stream()
            .map(
                r ->
                    String.format(
                        "%-" + names + "s  %-" + values + "s  %s", r.name(), r.value(), r.origin()))
            .toList());
  }

  private static Row row(Settings settings, Catalogue.Setting setting) {
    return settings
        .property(setting.name())
        .map(given -> new Row(setting.name(), shown(given), Origins.describe(given)))
        .orElseGet(
            () ->
                new Row(
                    setting.name(),
                    setting.standard().isEmpty() ? "-" : setting.standard(),
                    "default"));
  }

  private static String shown(ConfigurationProperty given) {
    if (Secret.is(given.getName().toString())) return "******";
    return Secret.maskedIn(String.valueOf(given.getValue()));
  }

  private static int width(Stream<String> column) {
    return Math.min(48, column.mapToInt(String::length).max().orElse(0) + 1);
  }
}
