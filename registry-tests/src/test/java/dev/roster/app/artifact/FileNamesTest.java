package dev.roster.app.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PATH-17: a name that is taken comes back as it is from every call that shows or sends files. */
class FileNamesTest extends ArtifactCalls {
  private static final List<String> UNICODE =
      List.of(
          "é", "ß", "İ", "ı", "ŉ", "漢字", "カナ", "ﬁ", "\u00a0", "\u3000", "\u00b7", "שלום", "سلام",
          "नमस्ते", "👩", "🎉", "\ufffd", "\ue000", "ℵ", "Å", "٣", "𝒳");

  /** Each printable character of ASCII alone, in the middle, and at both ends; and others. */
  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (char c = ' '; c <= '~'; c++) {
      if (c == '/' || c == '\\') continue;
      String folder = HexFormat.of().toHexDigits((byte) c) + "/";
      names.add(folder + "a" + c + "z");
      names.add(folder + c + "x");
      names.add(folder + "y" + c);
      names.add(folder + c + c + c);
      if (c != '.') names.add(folder + c);
    }
    for (int i = 0; i < UNICODE.size(); i++)
      names.add("u" + i + "/" + UNICODE.get(i) + "/a" + UNICODE.get(i) + "z");
    return names;
  }

  private static String escaped(String path) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : path.getBytes(UTF_8))
      if (b == '/' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b == '.')
        escaped.append((char) b);
      else escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    return escaped.toString();
  }

  @Test
  void path17EachNameComesBackFromEveryCall() throws IOException, InterruptedException {
    String version = draft();
    Map<String, String> sent = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (String name : names()) {
      Answer put = put(version, escaped(name), name.getBytes(UTF_8));
      if (put.status() == 201) sent.put(name, hex(name.getBytes(UTF_8)));
      else refused.add(name + ": " + put.status() + " " + put.text());
      if (put.status() == 201)
        assertThat(get(put.header("Location")).text()).as(name).isEqualTo(name);
    }
    assertThat(refused).isEmpty();

    assertThat(listed(version)).isEqualTo(sent);
    assertThat(finalized(version, sent).status()).isEqualTo(200);
    assertThat(files(get(version + "/manifest").json())).isEqualTo(sent);
    resolved(version, sent);
    assertThat(zip(version)).isEqualTo(sent);
    assertThat(tar(version)).isEqualTo(sent);
    for (String type : List.of("application/zip", "application/x-tar")) {
      String unpacked = draft();
      Answer put =
          send(
              to(unpacked + "/artifacts?unpack=true", ADMIN)
                  .header("Content-Type", type)
                  .PUT(BodyPublishers.ofByteArray(archive(version, type))));
      assertThat(put.status()).as(put.text()).isEqualTo(201);
      assertThat(listed(unpacked)).isEqualTo(sent);
    }

    String copies = copied(version, sent);
    assertThat(listed(copies)).isEqualTo(sent);
    for (String name : sent.keySet())
      assertThat(send("DELETE", copies + "/artifacts/" + escaped(name), ADMIN).status())
          .as(name)
          .isEqualTo(204);
    assertThat(listed(copies)).isEmpty();
  }

  private Map<String, String> listed(String version) {
    Map<String, String> all = new TreeMap<>();
    String next = "";
    do {
      JsonNode page = get(version + "/artifacts?limit=200" + next).json();
      page.path("items")
          .forEach(i -> all.put(i.path("path").asString(), i.path("sha256").asString()));
      next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
    } while (!next.isEmpty());
    return all;
  }

  private Answer finalized(String version, Map<String, String> files) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode list = body.putArray("artifacts");
    files.forEach(
        (path, sha256) ->
            list.addObject()
                .put("path", path)
                .put("sha256", sha256)
                .put("size", path.getBytes(UTF_8).length));
    return post(version + "/finalize", body.toString());
  }

  private static Map<String, String> files(JsonNode body) {
    return body.path("artifacts")
        .valueStream()
        .collect(
            Collectors.toMap(
                f -> f.path("path").asString(),
                f -> f.path("sha256").asString(),
                (a, b) -> a,
                TreeMap::new));
  }

  private void resolved(String version, Map<String, String> files) {
    JsonNode resolved = get("/api/v1/resolve/" + version.split("/")[4] + "/1").json();
    assertThat(files(resolved)).isEqualTo(files);
    for (JsonNode file : resolved.path("artifacts")) {
      String url = file.path("url").asString();
      assertThat(get(url).text()).isEqualTo(file.path("path").asString());
      Answer head = send("HEAD", url, ADMIN);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("ETag")).contains(file.path("sha256").asString());
    }
  }

  private byte[] archive(String version, String type) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            to(version + "/archive", ADMIN).header("Accept", type).build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  private Map<String, String> zip(String version) throws IOException, InterruptedException {
    Map<String, String> files = new TreeMap<>();
    byte[] archive = archive(version, "application/zip");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; )
        files.put(entry.getName(), hex(zip.readAllBytes()));
    }
    return files;
  }

  private Map<String, String> tar(String version) throws IOException, InterruptedException {
    Map<String, String> files = new TreeMap<>();
    byte[] archive = archive(version, "application/x-tar");
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; )
        files.put(entry.getName(), hex(tar.readAllBytes()));
    }
    return files;
  }

  private String copied(String from, Map<String, String> files) {
    String to = draft();
    for (String path : files.keySet()) {
      ObjectNode body = JSON.createObjectNode().put("path", path);
      body.putObject("copyFrom")
          .put("model", from.split("/")[4])
          .put("version", 1)
          .put("path", path);
      Answer copy = post(to + "/artifacts", body.toString());
      assertThat(copy.status()).as(copy.text()).isEqualTo(201);
    }
    return to;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a%5Cb | no backslash",
        "a%2Fb | no encoded slash",
        "a%0Ab | %0A",
        "100%2525 | at character 4: a % must not stand before two hex digits",
        "a%C2%85b | U+0085 at character 2",
        "a%E2%80%AEb | U+202E, RIGHT-TO-LEFT OVERRIDE, at character 2",
        "a%E2%80%A8b | %E2%80%A8",
        "e%CC%81 | normal form C at character 1"
      })
  void path17ARefusalNamesTheCharacter(String path, String named) {
    Answer put = send(to(draft() + "/artifacts/" + path, ADMIN).PUT(BodyPublishers.ofString("x")));
    assertThat(put.status()).as(put.text()).isEqualTo(400);
    assertThat(put.json().path("detail").asString()).contains(named);
  }
}
