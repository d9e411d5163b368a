package dev.roster.app.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest extends ArtifactCalls {
  private static final byte[] TEXT = "0123456789".getBytes(UTF_8);

  @Test
  void aFileComesBackAsItWasPutAndNeverAsSomethingToRun() {
    String version = draft();
    Answer put = put(version, "model/page.html", TEXT, "Content-Type", "text/html");
    assertThat(put.status()).isEqualTo(201);
    assertThat(put.json().path("contentType").asString()).isEqualTo("text/html");
    assertThat(put.json().path("sha256").asString()).isEqualTo(hex(TEXT));
    assertThat(put.json().path("size").asLong()).isEqualTo(10);

    Answer got = read(version, "model/page.html");

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEqualTo("0123456789");
    assertThat(got.header("ETag")).isEqualTo("\"sha256:" + hex(TEXT) + "\"");
    assertThat(got.header("Repr-Digest")).isEqualTo(reprDigest(TEXT));
    assertThat(got.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(got.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(got.header("Content-Disposition")).isEqualTo("attachment; filename=\"page.html\"");
    assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(got.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
    assertThat(got.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(got.header("Content-Length")).isEqualTo("10");

    Answer head = send("HEAD", version + "/artifacts/model/page.html", ADMIN);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("10");
    assertThat(head.header("ETag")).isEqualTo(got.header("ETag"));
    assertThat(head.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 206, 0, bytes 0-0/10",
    "bytes=2-5, 206, 2345, bytes 2-5/10",
    "bytes=7-, 206, 789, bytes 7-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-99, 206, 0123456789, bytes 0-9/10",
    "bytes=9-99, 206, 9, bytes 9-9/10",
    "bytes=10-, 416, , bytes */10",
    "bytes=-0, 416, , bytes */10",
    "'bytes=0-1,3-4', 200, 0123456789, ",
    "bytes=5-2, 200, 0123456789, ",
    "bytes=a-b, 200, 0123456789, ",
    "lines=1-2, 200, 0123456789, ",
    "bytes=99999999999999999999-, 200, 0123456789, "
  })
  void aRangeIsGivenRefusedOrIgnored(String range, int status, String body, String contentRange) {
    String version = draft();
    put(version, "f", TEXT);

    Answer got = read(version, "f", "Range", range);

    assertThat(got.status()).isEqualTo(status);
    assertThat(got.header("Content-Range")).isEqualTo(contentRange == null ? "" : contentRange);
    if (status == 416) isProblem(got, 416, "range_not_satisfiable");
    else assertThat(got.text()).isEqualTo(body);
  }

  @Test
  void conditionsAreJudgedInTheOrderOfHttp() {
    String version = draft();
    String tag = put(version, "f", TEXT).header("ETag");

    assertThat(read(version, "f", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(read(version, "f", "If-None-Match", "\"x\", W/" + tag).status()).isEqualTo(304);
    assertThat(read(version, "f", "If-None-Match", "\"x\"").status()).isEqualTo(200);
    assertThat(read(version, "f", "If-Match", tag).status()).isEqualTo(200);
    isProblem(read(version, "f", "If-Match", "\"x\""), 412, "stale");
    assertThat(read(version, "f", "Range", "bytes=0-1", "If-Range", tag).status()).isEqualTo(206);
    assertThat(read(version, "f", "Range", "bytes=0-1", "If-Range", "\"x\"").status())
        .isEqualTo(200);
    assertThat(read(version, "f", "Range", "bytes=99-", "If-None-Match", tag).status())
        .isEqualTo(304);
    isProblem(put(version, "f", TEXT, "If-Match", "\"x\""), 412, "stale");
    isProblem(put(version, "f", TEXT, "If-None-Match", "*"), 412, "stale");
    assertThat(put(version, "f", random(3), "If-Match", tag).status()).isEqualTo(200);
    assertThat(put(version, "g", TEXT, "If-None-Match", "*").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%22b.bin", "caf%C3%A9.bin", "a%E2%80%AEb.bin", "x%20y.bin", "a;b"})
  void path18AFileNameIsCleanInTheHeader(String name) {
    String version = draft();
    Answer put = put(version, name, TEXT);
    if (name.contains(";") || name.contains("%E2%80%AE")) { // a parameter; an override of direction
      assertThat(put.status()).isEqualTo(400);
      return;
    }
    assertThat(put.status()).as(put.text()).isEqualTo(201);

    assertThat(read(version, name).header("Content-Disposition"))
        .matches(
            "attachment; filename=\"[A-Za-z0-9._-]+\"(; filename\\*=UTF-8''[A-Za-z0-9._%-]+)?");
  }

  @Test
  void anArchiveHasAllFilesAsZipOrTar() throws Exception {
    String version = draft();
    byte[] big = random(300_000);
    put(version, "a/weights.bin", big);
    put(version, "empty", new byte[0]);
    put(version, "caf%C3%A9.txt", TEXT);
    List<String> names = new ArrayList<>();

    byte[] zip = bytes(version, "*/*");
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        names.add(e.getName());
        if (e.getName().equals("a/weights.bin")) assertThat(entries.readAllBytes()).isEqualTo(big);
      }
    }
    assertThat(names).containsExactly("a/weights.bin", "café.txt", "empty");
    assertThat(bytes(version, "application/zip")).isEqualTo(zip);

    names.clear();
    byte[] tar = bytes(version, "application/x-tar");
    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
      for (TarArchiveEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        names.add(e.getName());
        if (e.getName().equals("a/weights.bin")) assertThat(entries.readAllBytes()).isEqualTo(big);
      }
    }
    assertThat(names).containsExactly("a/weights.bin", "café.txt", "empty");
    isProblem(
        send(to(version + "/archive", ADMIN).header("Accept", "text/html")), 406, "not_acceptable");
  }

  @Test
  void anArchiveOfManyFilesHasTheRightBytesInEach() throws Exception {
    String version = draft();
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      byte[] bytes = random((i % 7 == 3 ? 300_000 : 1_000) + i);
      files.put("part-%02d".formatted(i), bytes);
      put(version, "part-%02d".formatted(i), bytes);
    }
    Map<String, byte[]> received = new LinkedHashMap<>();

    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(
            new ByteArrayInputStream(bytes(version, "application/x-tar")), "UTF-8")) {
      for (TarArchiveEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry())
        received.put(e.getName(), entries.readAllBytes());
    }

    assertThat(received.keySet()).containsExactlyElementsOf(files.keySet());
    files.forEach((name, bytes) -> assertThat(received.get(name)).as(name).isEqualTo(bytes));
  }

  private byte[] bytes(String version, String accept) throws IOException, InterruptedException {
    var request = to(version + "/archive", ADMIN).header("Accept", accept).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
  }

  @Test
  void filesAreListedByPathAndGoUntilTheVersionIsReady() {
    String version = draft();
    for (String path : List.of("b", "B2", "a/z", "a/b")) put(version, path, TEXT);

    Answer first = get(version + "/artifacts?limit=3");
    assertThat(first.json().path("items").findValuesAsString("path"))
        .containsExactly("B2", "a/b", "a/z");
    Answer rest =
        get(version + "/artifacts?limit=3&cursor=" + first.json().path("next").asString());
    assertThat(rest.json().path("items").findValuesAsString("path")).containsExactly("b");
    assertThat(rest.json().path("next").isNull()).isTrue();

    assertThat(send("DELETE", version + "/artifacts/b", ADMIN).status()).isEqualTo(204);
    isProblem(read(version, "b"), 404, "artifact_not_found");
    isProblem(send("DELETE", version + "/artifacts/b", ADMIN), 404, "artifact_not_found");
    assertThat(finish(version).status()).isEqualTo(200);
    isProblem(send("DELETE", version + "/artifacts/B2", ADMIN), 409, "version_immutable");
    isProblem(put(version, "B2", random(1)), 409, "version_immutable");
    assertThat(read(version, "B2").text()).isEqualTo("0123456789");
  }
}
