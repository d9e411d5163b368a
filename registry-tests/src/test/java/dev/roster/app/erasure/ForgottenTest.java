package dev.roster.app.erasure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.ServerProcess;
import dev.roster.app.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * After an erasure nothing that the person was called or wrote is in the database, the store, the
 * logs or an answer, also after an older backup was restored.
 */
class ForgottenTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TOKEN_NAME = "Zyx.Token-7";
  private static final String PERSON = "Zyxel Q. O'Person \"Zed\"";
  private static final String MODEL = "/api/v1/models/credit";
  private static final String V1 = MODEL + "/versions/1";
  private static final String V2 = MODEL + "/versions/2";

  @TempDir Path temporary;

  private final List<String> markers = new ArrayList<>(List.of(TOKEN_NAME, PERSON));
  private final Map<String, String> variables = new TreeMap<>();
  private String url = "";
  private String admin = "";
  private String incident = "";

  /** A text that is found nowhere else. */
  private String marker(String what) {
    String text = "zyx " + what + " \"é\" zyx" + markers.size();
    markers.add(text);
    return text;
  }

  private static String json(Object... pairs) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) object.put((String) pairs[i], pairs[i + 1]);
    return JSON.writeValueAsString(object);
  }

  private HttpResponse<byte[]> answer(String token, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!path.contains("/artifacts/")) request.header("Content-Type", "application/json");
    if (method.equals("POST")) request.header("Idempotency-Key", "k" + System.nanoTime());
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private JsonNode call(String token, String method, String path, String body) throws Exception {
    HttpResponse<byte[]> answer = answer(token, method, path, body);
    String text = new String(answer.body(), UTF_8);
    assertThat(answer.statusCode()).as(method + " " + path + ": " + text).isBetween(200, 299);
    return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
  }

  private void connect(ServerProcess server) throws IOException {
    url = server.url();
    admin = server.adminToken();
  }

  private String token(String name) throws Exception {
    String body = json("name", name, "grants", List.of(Map.of("role", "admin", "models", "*")));
    return call(admin, "POST", "/api/v1/tokens", body).path("token").asString();
  }

  @Test
  void nothingOfAPersonIsLeftAfterAnErasureNorAfterAnOlderBackupIsRestored() throws Exception {
    Path folder = temporary.resolve("data");
    Path before = temporary.resolve("before");
    String log;
    try (ServerProcess server = ServerProcess.start(folder)) {
      connect(server);
      write(token(TOKEN_NAME), token("bob"));
      assertThat(backup(before, folder).status()).isZero();
      assertThat(found(copied(before))).containsExactlyInAnyOrderElementsOf(markers);

      for (String subject : List.of(TOKEN_NAME, PERSON))
        call(
            admin,
            "POST",
            "/api/v1/privacy/erasures",
            json("subject", subject, "reason", "asked by " + subject));

      isForgotten(folder, temporary.resolve("after"));
      token(TOKEN_NAME); // somebody else's
      server.ask();
      server.exit();
      log = server.output();
    }
    assertThat(found(Map.of("log", log, "postgres", read(folder.resolve("postgres.log")))))
        .isEmpty();
    restoredIsForgottenToo(before, temporary.resolve("restored"));
    theNameOfSomebodyElseStaysAfterARestart(folder);
  }

  private void restoredIsForgottenToo(Path backup, Path folder) throws Exception {
    CommandRun run = CommandRun.of("restore", backup.toString(), "--data-dir", folder.toString());
    assertThat(run.out()).as(run.err()).contains("2 erasures were copied");
    assertThat(run.status()).isZero();
    String log;
    try (ServerProcess server = ServerProcess.start(folder)) {
      connect(server);
      isForgotten(folder, temporary.resolve("restored-after"));
      server.ask();
      server.exit();
      log = server.output();
    }
    assertThat(found(Map.of("log", log, "postgres", read(folder.resolve("postgres.log")))))
        .isEmpty();
  }

  private void theNameOfSomebodyElseStaysAfterARestart(Path folder) throws Exception {
    try (ServerProcess server = ServerProcess.start(folder)) {
      connect(server);
      assertThat(call(admin, "GET", "/api/v1/tokens", "").findValuesAsString("name"))
          .contains(TOKEN_NAME);
    }
  }

  /** By many routes, everything that a person can write, and what others do with it. */
  private void write(String ann, String bob) throws Exception {
    policy(ann);
    call(
        ann,
        "POST",
        "/api/v1/models",
        json(
            "name",
            "credit",
            "owner",
            PERSON,
            "description",
            marker("description of the model"),
            "tags",
            Map.of("note", marker("tag of the model"))));
    call(bob, "PATCH", MODEL, json("tags", Map.of("other", "of bob", "owner", PERSON)));
    for (String version : List.of(V1, V2)) {
      call(
          ann,
          "POST",
          MODEL + "/versions",
          json("description", marker("description"), "tags", Map.of("t", marker("tag"))));
      answer(ann, "PUT", version + "/artifacts/model.bin", "bytes of " + version);
      call(ann, "POST", version + "/finalize", "{}");
    }
    call(bob, "PATCH", V1, json("description", "by bob"));
    call(ann, "PUT", MODEL + "/aliases/champion", json("version", 1));
    report(ann);
    card(ann, bob);
    moves(ann, bob);
    call(
        ann,
        "POST",
        V1 + "/retirement",
        json("sunset", "2099-01-01T00:00:00Z", "reason", marker("retirement")));
    call(bob, "PATCH", V1 + "/retirement", json("sunset", "2099-02-01T00:00:00Z"));
    hold(ann, bob);
    webhooks(ann, bob);
    denied();
  }

  private void webhooks(String ann, String bob) throws Exception {
    markers.add("zyxhook");
    for (String name : List.of(marker("webhook"), marker("webhook that bob deletes"))) {
      String hook = json("name", name, "url", "https://hook.invalid/zyxhook", "models", "*");
      String id = call(ann, "POST", "/api/v1/webhooks", hook).path("id").asString();
      if (variables.putIfAbsent("webhook", id) != null)
        call(bob, "DELETE", "/api/v1/webhooks/" + id, "");
    }
  }

  private void policy(String ann) throws Exception {
    Map<String, Object> gate =
        Map.of(
            "name", "tagged",
            "require",
                "candidate.tags[\"t\"] != \"\" && candidate.createdBy != \"x\" && transition.reason != \"\"",
            "message", marker("message of a gate"));
    call(
        ann,
        "PUT",
        "/api/v1/policies/zeta",
        json(
            "description", marker("description of a policy"),
            "edges",
                List.of(
                    Map.of("from", "none", "to", "staging", "gates", List.of(gate)),
                    Map.of(
                        "from",
                        "staging",
                        "to",
                        "production",
                        "gates",
                        List.of(gate),
                        "approvals",
                        Map.of("count", 1, "notAuthor", false)))));
  }

  private void report(String ann) throws Exception {
    call(
        ann,
        "POST",
        V1 + "/reports",
        json(
            "name", "scan",
            "verdict", "passed",
            "detail", marker("report"),
            "url", "https://ci.example.org/zyxurl"));
    markers.add("zyxurl");
  }

  private void card(String ann, String bob) throws Exception {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("intendedUse", marker("intended use"));
    card.put("limitations", marker("limitations"));
    card.put("contact", PERSON);
    card.put("dataCategories", List.of(marker("category"), TOKEN_NAME));
    call(ann, "PUT", V1 + "/card", JSON.writeValueAsString(card));
    card.put("ethics", "of bob");
    call(bob, "PUT", V1 + "/card", JSON.writeValueAsString(card));
  }

  private void moves(String ann, String bob) throws Exception {
    call(ann, "PUT", MODEL + "/policy", json("policy", "zeta"));
    call(ann, "POST", V1 + "/transitions", json("to", "staging", "reason", marker("move")));
    call(bob, "POST", V2 + "/transitions", json("to", "staging", "reason", "of bob"));
    String first = request(ann, V1, marker("request"));
    approve(bob, first, "of bob too");
    call(bob, "POST", "/api/v1/requests/" + first + "/execute", "");
    incident(ann, bob);
    String second = request(ann, V2, marker("request that displaces"));
    approve(bob, second, "of bob");
    call(bob, "POST", "/api/v1/requests/" + second + "/execute", "");
    String closed = call(bob, "GET", incident, "").path("closedBecause").asString();
    assertThat(closed).contains("request that displaces");
    String undone = request(bob, V1, "wish of bob");
    approve(ann, undone, marker("approval"));
    call(bob, "DELETE", "/api/v1/requests/" + undone, "");
    String third = request(ann, V1, marker("request that is rejected"));
    call(
        bob,
        "POST",
        "/api/v1/requests/" + third + "/approvals",
        json("decision", "reject", "reason", "no"));
    String fourth = request(bob, V1, "asked by bob");
    call(
        ann,
        "POST",
        "/api/v1/requests/" + fourth + "/approvals",
        json("decision", "reject", "reason", marker("rejection")));
    call(
        ann,
        "POST",
        V1 + "/transitions",
        json("to", "production", "breakGlass", true, "reason", marker("force")));
    variables.put("request", first);
  }

  private String request(String by, String version, String reason) throws Exception {
    return call(by, "POST", version + "/requests", json("to", "production", "reason", reason))
        .path("id")
        .asString();
  }

  private void approve(String by, String request, String reason) throws Exception {
    call(
        by,
        "POST",
        "/api/v1/requests/" + request + "/approvals",
        json("decision", "approve", "reason", reason));
  }

  private void hold(String ann, String bob) throws Exception {
    call(ann, "PUT", V1 + "/hold", json("reason", marker("hold")));
    HttpResponse<byte[]> held = answer(bob, "DELETE", V2.replace("/2", "/1"), "");
    assertThat(held.statusCode()).isEqualTo(409);
    call(bob, "DELETE", V1 + "/hold", "");
    call(ann, "PUT", V2 + "/hold", json("reason", marker("second hold")));
  }

  /** An incident of the version in production, which the next move closes. */
  private void incident(String ann, String bob) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++)
      rows.append(json("t", "2026-01-01T00:00:00Z", "x", i)).append('\n');
    HttpRequest baseline =
        HttpRequest.newBuilder(URI.create(url + V1 + "/baseline?timestamp=t"))
            .header("Authorization", "Bearer " + bob)
            .header("Content-Type", "application/x-ndjson")
            .PUT(BodyPublishers.ofString(rows.toString()))
            .build();
    HttpResponse<String> set = HTTP.send(baseline, BodyHandlers.ofString());
    assertThat(set.statusCode()).as(set.body()).isEqualTo(201);
    String definition =
        json("name", "m", "kind", "drift", "stage", "production", "window", "P1D", "every", "PT1H");
    JsonNode monitor = call(bob, "POST", MODEL + "/monitors", definition);
    String id = monitor.path("id").asString();
    String span =
        json(
            "replay", true,
            "from", "2026-03-01T00:00:00Z",
            "to", "2026-03-06T00:00:00Z",
            "step", "P1D");
    call(bob, "POST", "/api/v1/monitors/" + id + "/checks", span);
    JsonNode incidents = call(bob, "GET", "/api/v1/incidents", "").path("items");
    variables.put("monitor", id);
    variables.put("incident", incidents.path(0).path("id").asString());
    incident = "/api/v1/incidents/" + variables.get("incident");
    call(ann, "PATCH", incident, json("note", marker("note")));
    call(bob, "PATCH", incident, json("acknowledged", true));
  }

  private void denied() throws Exception {
    String reader =
        call(
                admin,
                "POST",
                "/api/v1/tokens",
                json("name", "reader", "grants", List.of(Map.of("role", "reader", "models", "*"))))
            .path("token")
            .asString();
    assertThat(
            answer(reader, "DELETE", "/api/v1/requests/" + variables.get("request"), "")
                .statusCode())
        .isIn(403, 409);
  }

  private void isForgotten(Path folder, Path backup) throws Exception {
    assertThat(backup(backup, folder).status()).isZero();
    assertThat(where(copied(backup))).as("rows").isEmpty();
    assertThat(where(store(folder))).as("store").isEmpty();
    assertThat(where(answers())).as("answers").isEmpty();
    for (String[] check : List.of(new String[] {"audit", "verify"}, new String[] {"verify"})) {
      List<String> command = new ArrayList<>(List.of(check));
      command.addAll(List.of("--data-dir", folder.toString()));
      CommandRun run = CommandRun.of(command.toArray(String[]::new));
      assertThat(run.status()).as(run.out() + run.err()).isZero();
    }
  }

  private static CommandRun backup(Path to, Path folder) {
    return CommandRun.of("backup", to.toString(), "--data-dir", folder.toString());
  }

  /** The rows of all tables as COPY writes them, by table; the bytes of files are left out. */
  private static Map<String, String> copied(Path backup) throws IOException {
    Map<String, String> tables = new TreeMap<>();
    try (Stream<Path> files = Files.walk(backup)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".copy.gz")).toList())
        try (InputStream rows = new GZIPInputStream(Files.newInputStream(file))) {
          tables.put(file.getFileName().toString(), rows(rows.readAllBytes()));
        }
    }
    assertThat(tables).hasSizeGreaterThan(30);
    return tables;
  }

  /** Texts without the escapes of COPY and of JSON, and bytes as what they are in UTF-8. */
  private static String rows(byte[] copied) {
    String text = new String(copied, UTF_8);
    StringBuilder all = new StringBuilder(text);
    for (String field : text.split("[\t\n]"))
      if (field.startsWith("\\\\x")) {
        byte[] bytes = java.util.HexFormat.of().parseHex(field.substring(3));
        all.append('\n').append(new String(bytes, UTF_8));
      }
    return all.toString();
  }

  /** Names of all objects, and what is in those that are not files of people. */
  private static Map<String, String> store(Path folder) throws IOException {
    Map<String, String> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (name.startsWith("postgres")) continue;
        boolean isOfPeople = name.contains("/blobs/");
        objects.put(
            name, name + (isOfPeople ? "" : new String(Files.readAllBytes(file), ISO_8859_1)));
      }
    }
    assertThat(objects.keySet()).anyMatch(name -> name.contains("erasures/"));
    return objects;
  }

  private Map<String, String> answers() throws Exception {
    Map<String, String> answers = new TreeMap<>();
    JsonNode document = call(admin, "GET", "/openapi.json", "");
    variables.putAll(
        Map.of("name", "credit", "version", "1", "policy", "zeta", "alias", "champion"));
    variables.putAll(Map.of("stage", "production", "reference", "credit@production", "seq", "3"));
    variables.put("path", "model.bin");
    for (var path : document.path("paths").properties()) {
      if (!path.getValue().has("get")) continue;
      String filled = path.getKey();
      for (var variable : variables.entrySet())
        filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
      filled = filled.replaceAll("\\{[^}]*\\}", "00000000-0000-0000-0000-000000000000");
      for (String each : List.of(filled, filled.replace("/versions/1", "/versions/2"))) {
        if (each.endsWith("/events")) continue; // it does not end
        answers.put(each, new String(answer(admin, "GET", each, "").body(), UTF_8));
      }
    }
    assertThat(answers).hasSizeGreaterThan(50);
    answers.put("events", events());
    answers.put(
        "csv",
        new String(answer(admin, "GET", "/api/v1/audit/export?format=csv", "").body(), UTF_8));
    answers.put(
        "metrics", new String(answer(admin, "GET", "/actuator/prometheus", "").body(), UTF_8));
    for (int seq = 1; seq < 100; seq++)
      answers.put(
          "audit " + seq,
          new String(answer(admin, "GET", "/api/v1/audit/" + seq, "").body(), UTF_8));
    return answers;
  }

  /** The events so far, for one who heard of the first and asks for the rest. */
  private String events() throws Exception {
    String last = call(admin, "GET", "/api/v1/audit?limit=1", "").at("/items/0/seq").asString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/events"))
            .header("Authorization", "Bearer " + admin)
            .header("Last-Event-ID", "1")
            .build();
    StringBuilder events = new StringBuilder();
    try (Stream<String> lines = HTTP.send(request, BodyHandlers.ofLines()).body()) {
      boolean isLast = false;
      for (String line : (Iterable<String>) lines::iterator) {
        events.append(line).append('\n');
        isLast |= line.equals("id: " + last) || line.equals("id:" + last);
        if (isLast && line.isEmpty()) break;
      }
    }
    assertThat(events.toString()).contains("dev.roster.version.transitioned");
    return events.toString();
  }

  private List<String> found(Map<String, String> texts) {
    return markers.stream()
        .filter(marker -> texts.values().stream().anyMatch(text -> holds(text, marker)))
        .toList();
  }

  /** Marker and place of each that is left. */
  private List<String> where(Map<String, String> texts) {
    List<String> left = new ArrayList<>();
    for (String marker : new TreeSet<>(markers))
      texts.forEach(
          (place, text) -> {
            if (holds(text, marker)) left.add(marker + " in " + place);
          });
    return left;
  }

  private static boolean holds(String text, String marker) {
    String inJson = JSON.writeValueAsString(marker);
    String inner = inJson.substring(1, inJson.length() - 1);
    return Stream.of(
            marker,
            inner,
            inner.replace("\\", "\\\\"),
            marker.replace("é", "\\u00e9"),
            inner.replace("\\", "\\\\\\\\"))
        .anyMatch(text::contains);
  }

  private static String read(Path file) throws IOException {
    try (InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(file))) {
      return new String(bytes.readAllBytes(), ISO_8859_1);
    }
  }
}
