package dev.roster.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of examples/housing, which the jar carries. */
final class Housing {
  static final List<String> FEATURES =
      List.of("MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup");

  private static final int DATE = "2021-06-01".length();

  /** The rows of one day, as CSV with a header. */
  record Day(String date, byte[] csv) {}

  private Housing() {}

  static byte[] reference() {
    return read("reference.csv");
  }

  static byte[] model(int version) {
    return read("versions/" + version + "/artifacts/model/model.onnx");
  }

  static JsonNode facts(int version) {
    return JsonMapper.shared().readTree(read("versions/" + version + "/version.json"));
  }

  static JsonNode metrics(int version) {
    return JsonMapper.shared().readTree(read("versions/" + version + "/metrics.json"));
  }

  /** The production data from June 2021 to May 2022, day by day. */
  static List<Day> days() {
    List<String> lines = new String(read("analysis.csv"), StandardCharsets.UTF_8).lines().toList();
    String header = lines.get(0);
    int timestamp = List.of(header.split(",")).indexOf("timestamp");
    return lines.stream()
        .skip(1)
        .collect(
            Collectors.groupingBy(
                line -> line.split(",")[timestamp].substring(0, DATE),
                TreeMap::new,
                Collectors.joining("\n", header + "\n", "\n")))
        .entrySet()
        .stream()
        .map(day -> new Day(day.getKey(), day.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static byte[] read(String file) {
    try (InputStream in = Housing.class.getResourceAsStream("/examples/housing/" + file)) {
      if (in == null) throw new DemoFailed("examples/housing/" + file + " is not in this jar");
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
