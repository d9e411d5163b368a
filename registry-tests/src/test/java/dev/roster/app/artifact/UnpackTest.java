package dev.roster.app.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An archive is unpacked as a whole, or nothing of it is kept. */
class UnpackTest extends ArtifactCalls {
  private static final String ZIP = "application/zip";

  private Answer unpack(
      String version, String type, byte[] archive, String query, String... headers) {
    HttpRequest.Builder request =
        to(version + "/artifacts?unpack=true" + query, ADMIN)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(archive));
    if (headers.length > 0) request.headers(headers);
    return send(request);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Map<String, String> listed(String version) {
    Map<String, String> all = new TreeMap<>();
    for (JsonNode file : get(version + "/artifacts?limit=200").json().path("items"))
      all.put(file.path("path").asString(), file.path("sha256").asString());
    return all;
  }

  private long queued(String version) {
    return jdbc.sql(
            """
            select count(*) from upload u join blob_deletion d on d.key = u.key
              join version v on v.id = u.version_id join model m on m.id = v.model_id
            where u.state = 'aborted' and m.name = :name""")
        .param("name", version.split("/")[4])
        .query(Long.class)
        .single();
  }

  private long open(String version) {
    return jdbc.sql(
            """
            select count(*) from upload u join version v on v.id = u.version_id
              join model m on m.id = v.model_id
            where u.state not in ('done', 'aborted') and m.name = :name""")
        .param("name", version.split("/")[4])
        .query(Long.class)
        .single();
  }

  @Test
  void anArchiveBecomesTheFilesOfADraft() throws IOException {
    String version = draft();
    Map<String, byte[]> files = new TreeMap<>();
    files.put("a", random(0));
    files.put("dir/b b;%.bin", random(10));
    files.put("dir/same", random(10));
    files.put("large", random(3_000_000));
    for (int i = 0; i < 150; i++) files.put("many/" + i, random(2_000 + i));
    byte[] archive = zip(files);

    Answer unpacked =
        unpack(version, ZIP, archive, "&prefix=model", "Repr-Digest", reprDigest(archive));

    assertThat(unpacked.status()).as(unpacked.text()).isEqualTo(201);
    Map<String, String> expected = new TreeMap<>();
    files.forEach((path, bytes) -> expected.put("model/" + path, hex(bytes)));
    Map<String, String> answered = new TreeMap<>();
    for (JsonNode file : unpacked.json().path("artifacts"))
      answered.put(file.path("path").asString(), file.path("sha256").asString());
    assertThat(answered).isEqualTo(expected);
    assertThat(listed(version)).isEqualTo(expected);
    assertThat(read(version, "model/large").header("ETag")).contains(hex(random(3_000_000)));
    assertThat(open(version)).isZero();
    assertThat(unpack(version, ZIP, archive, "&prefix=model/").status()).isEqualTo(200);
    assertThat(finish(version).status()).isEqualTo(200);
    isProblem(unpack(version, ZIP, archive, ""), 409, "version_immutable");
    assertThat(get("/api/v1/models/" + version.split("/")[4] + "/timeline").text())
        .contains("uploaded model/many/99 to version 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a\\b", "A", "a/../b", "e\u0301", "x/", "m\u202e"})
  void int10OneBadEntryKeepsAllOut(String name) throws IOException {
    String version = draft();
    Map<String, byte[]> files = new TreeMap<>();
    files.put("a", random(700_000));
    files.put("b", random(5));
    Map<String, byte[]> last = new java.util.LinkedHashMap<>(files);
    last.put(name, name.equals("x/") ? new byte[0] : random(6));
    if (name.equals("x/")) last.put("x/../../y", random(6));

    Answer refused = unpack(version, ZIP, zip(last), "");

    isProblem(refused, 400, "invalid_field");
    assertThat(refused.json().path("errors").path(0).path("pointer").asString())
        .startsWith("/entries/");
    assertThat(listed(version)).isEmpty();
    assertThat(open(version)).isZero();
    // the large one was sent before, unless the directory of the zip showed the fault
    assertThat(queued(version)).isEqualTo(name.contains("\\") ? 0 : 1);
  }

  @Test
  void up01AnArchiveThatIsNotWhatWasAnnouncedIsNotKept() throws IOException {
    String version = draft();
    byte[] archive = zip(Map.of("a", random(9)));

    isProblem(
        unpack(version, ZIP, archive, "", "Repr-Digest", reprDigest(random(9))),
        400,
        "digest_mismatch");
    isOfType(unpack(version, "application/x-tar", archive, ""), "application/zip");
    isOfType(unpack(version, "application/x-tar", gzip(archive), ""), "application/gzip");
    isProblem(
        unpack(version, "application/octet-stream", archive, ""), 415, "unsupported_media_type");
    isProblem(unpack(version, ZIP, zip(Map.of("d/", new byte[0])), ""), 400, "malformed_request");
    isProblem(unpack(version, ZIP, archive, "&prefix=../x"), 400, "invalid_field");
    Answer whole =
        send(
            to(version + "/artifacts", ADMIN)
                .header("Content-Type", ZIP)
                .PUT(BodyPublishers.ofByteArray(archive)));
    isProblem(whole, 400, "invalid_field");
    assertThat(whole.json().path("errors").path(0).path("pointer").asString()).isEqualTo("?unpack");
    assertThat(listed(version)).isEmpty();
  }

  @Test
  void aConditionIsAboutEachFile() throws IOException {
    String version = draft();
    put(version, "b", random(3));
    byte[] archive = zip(new TreeMap<>(Map.of("a", random(1), "b", random(2))));

    isProblem(unpack(version, ZIP, archive, "", "If-None-Match", "*"), 412, "stale");
    assertThat(listed(version)).containsOnlyKeys("b");
    isProblem(unpack(version, ZIP, zip(Map.of("B", random(2))), ""), 409, "path_conflict");
    assertThat(unpack(version, ZIP, archive, "").status()).isEqualTo(201);
    assertThat(listed(version)).containsEntry("b", hex(random(2)));
  }

  @Test
  void noFileOfAnArchiveIsAFolderOfAnother() throws IOException {
    String version = draft();
    put(version, "q", random(3));
    put(version, "d/e", random(4));

    for (String name : List.of("q/r", "Q/r/s", "d"))
      isProblem(unpack(version, ZIP, zip(Map.of(name, random(1))), ""), 409, "path_conflict");
    byte[] both = zip(new TreeMap<>(Map.of("p", random(1), "p/r", random(2))));
    Answer refused = unpack(version, ZIP, both, "");
    isProblem(refused, 409, "path_conflict");
    assertThat(refused.json().path("detail").asString()).contains("p/r", "'p'", "rename");
    assertThat(listed(version)).containsOnlyKeys("d/e", "q");
    assertThat(open(version)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "application/x-tar, tar --format=gnu -cf OUT .",
        "application/x-tar, tar --format=pax -cf OUT .",
        "application/x-tar, tar --format=ustar -cf OUT .",
        "application/x-tar, tar --sparse -cf OUT .",
        "application/gzip, tar -czf OUT .",
        "application/x-tar, `python3 -c \"import tarfile as t;w=t.open('OUT','w');w.add('.');w.close()\"`",
        "application/zip, python3 -m zipfile -c OUT .",
        "application/zip, zip -qr OUT .",
        "application/zip, zip -qr - . > OUT",
        "application/zip, jar --create --file OUT -C . ."
      })
  void theArchivesOfToolsAreTaken(String type, String command, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("sub/empty"));
    Map<String, String> expected = new TreeMap<>();
    List<String> names =
        new ArrayList<>(
            List.of("a", "sub/b c", "sub/ü漢", "sub/" + "n".repeat(98) + "/" + "m".repeat(90)));
    for (String name : names) {
      Files.createDirectories(from.resolve(name).getParent());
      byte[] bytes = random(5_000 + name.length());
      Files.write(from.resolve(name), bytes);
      expected.put(name, hex(bytes));
    }
    Path archive = folder.resolve("archive");
    Process tool =
        new ProcessBuilder("sh", "-c", command.replace("OUT", archive.toString()))
            .directory(from.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assumeTrue(
        tool.waitFor(60, TimeUnit.SECONDS) && tool.exitValue() == 0 && Files.exists(archive),
        () -> command + " does not work here");
    String version = draft();

    Answer unpacked = unpack(version, type, Files.readAllBytes(archive), "");

    assertThat(unpacked.status()).as(unpacked.text()).isEqualTo(201);
    Map<String, String> all = listed(version);
    all.keySet().removeIf(path -> path.startsWith("META-INF/"));
    assertThat(all).isEqualTo(expected);
  }

  @Test
  void int10ALinkIsNamed(@TempDir Path folder) throws IOException, InterruptedException {
    Files.write(folder.resolve("a"), "1".getBytes(UTF_8));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
    Path archive = folder.resolveSibling(folder.getFileName() + ".tar");
    Process tool =
        new ProcessBuilder("tar", "-cf", archive.toString(), "a", "link")
            .directory(folder.toFile())
            .start();
    assumeTrue(tool.waitFor() == 0);
    String version = draft();

    Answer refused = unpack(version, "application/x-tar", Files.readAllBytes(archive), "");

    Files.delete(archive);
    isProblem(refused, 400, "invalid_field");
    assertThat(refused.json().path("detail").asString()).contains("link", "symbolic link to 'a'");
    assertThat(listed(version)).isEmpty();
  }

  private static void isOfType(Answer refused, String type) {
    isProblem(refused, 400, "malformed_request");
    assertThat(refused.json().path("detail").asString()).endsWith("Content-Type " + type + ".");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void up03AnArchiveBesideAFinalizeIsInTheVersionAsAWholeOrNotAtAll() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 80; i++) files.put("many/" + i, random(500 + i));
    byte[] archive = zip(files);
    for (int round = 0; round < 12; round++) {
      String version = draft();
      put(version, "first", random(1));
      CompletableFuture<Answer> unpacking =
          CompletableFuture.supplyAsync(() -> unpack(version, ZIP, archive, ""));
      if (round % 2 == 0) while (open(version) == 0 && !unpacking.isDone()) Thread.onSpinWait();

      Answer finished = finish(version);
      while (finished.code().equals("upload_open")) finished = finish(version);

      Answer unpacked = unpacking.join();
      assertThat(finished.status()).as(finished.text()).isEqualTo(200);
      if (unpacked.status() != 201) isProblem(unpacked, 409, "version_immutable");
      int expected = unpacked.status() == 201 ? files.size() + 1 : 1;
      assertThat(listed(version)).hasSize(expected);
      assertThat(finished.json().path("artifactCount").asInt()).isEqualTo(expected);
    }
  }
}
