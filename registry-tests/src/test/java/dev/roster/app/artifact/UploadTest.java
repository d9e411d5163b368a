package dev.roster.app.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.artifact.Collector;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class UploadTest extends ArtifactCalls {
  @Autowired private Collector collector;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20_000_000})
  void up01WhatIsNotWhatWasAnnouncedIsNotKept(int size) {
    String version = draft();
    byte[] bytes = random(size);
    byte[] other = Arrays.copyOf(bytes, size + 1);
    for (String header : List.of("Repr-Digest", "Content-Digest"))
      isProblem(put(version, "f", bytes, header, reprDigest(other)), 400, "digest_mismatch");
    isProblem(read(version, "f"), 404, "artifact_not_found");
    assertThat(queuedAndAborted(version)).isEqualTo(2);

    Answer put = put(version, "f", bytes, "Repr-Digest", reprDigest(bytes));
    assertThat(put.status()).as(put.text()).isEqualTo(201);
    assertThat(put.json().path("sha256").asString()).isEqualTo(hex(bytes));
    assertThat(
            put(version, "f", other, "Content-Digest", "sha-512=:AAAA:, " + reprDigest(other))
                .status())
        .isEqualTo(200);
    assertThat(read(version, "f").header("ETag")).isEqualTo("\"sha256:" + hex(other) + "\"");
  }

  private long queuedAndAborted(String version) {
    return jdbc.sql(
            """
            select count(*) from upload u join blob_deletion d on d.key = u.key
              join version v on v.id = u.version_id join model m on m.id = v.model_id
            where u.state = 'aborted' and :path like '%/' || m.name || '/%'""")
        .param("path", version)
        .query(Long.class)
        .single();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256=abc",
        "sha-256=:abc:",
        "sha-256=:!!!!:",
        "sha-256",
        "md5=:AAAA:",
        "sha-512=:AAAA:",
        "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:,sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
        "{}"
      })
  void up01ADigestThatCannotBeCheckedIsRefused(String digest) {
    String version = draft();

    isProblem(put(version, "f", new byte[0], "Repr-Digest", digest), 400, "invalid_field");
    isProblem(read(version, "f"), 404, "artifact_not_found");
  }

  @Test
  void up01ADigestMayComeBehindTheBody() throws IOException {
    String version = draft();
    byte[] bytes = random(1000);

    assertThat(chunked(version, "right", bytes, "Repr-Digest", reprDigest(bytes))).contains(" 201");
    assertThat(chunked(version, "wrong", bytes, "Repr-Digest", reprDigest(random(9))))
        .contains(" 400")
        .contains("digest_mismatch");
    assertThat(chunked(version, "missing", bytes, null, ""))
        .contains(" 400")
        .contains("digest_mismatch");
    assertThat(get(version + "/artifacts").json().path("items").findValuesAsString("path"))
        .containsExactly("right");
  }

  private String chunked(String version, String path, byte[] bytes, String trailer, String value)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          head(version, path, "Transfer-Encoding: chunked\r\nTrailer: Repr-Digest")
              .getBytes(UTF_8));
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
      out.write(bytes);
      out.write("\r\n0\r\n".getBytes(UTF_8));
      if (trailer != null) out.write((trailer + ": " + value + "\r\n").getBytes(UTF_8));
      out.write("\r\n".getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String head(String version, String path, String framing) {
    return "PUT %s/artifacts/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n%s\r\n\r\n"
        .formatted(version, path, ADMIN, framing);
  }

  @Test
  void up02AClientThatDiesLeavesNothingAndMayTryAgain() throws IOException {
    String version = draft();
    byte[] bytes = random(8_000_000);
    Random random = new Random(2);
    for (int i = 0; i < 8; i++) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setSoLinger(true, 0); // close with a reset
        OutputStream out = socket.getOutputStream();
        out.write(head(version, "f", "Content-Length: " + bytes.length).getBytes(UTF_8));
        out.write(bytes, 0, i == 0 ? 0 : random.nextInt(bytes.length));
        out.flush();
      }
    }
    try (Socket socket = new Socket("127.0.0.1", port)) { // says more than it sends, and waits
      OutputStream out = socket.getOutputStream();
      out.write(head(version, "f", "Content-Length: 1000").getBytes(UTF_8));
      out.write(bytes, 0, 999);
      out.flush();
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400");
    }

    isProblem(read(version, "f"), 404, "artifact_not_found");
    assertThat(put(version, "f", bytes).status()).isEqualTo(201);
    finishWhenUploadsEnded(version);
    assertThat(read(version, "f").header("ETag")).isEqualTo("\"sha256:" + hex(bytes) + "\"");
  }

  /** A reset is noticed by the next read; until then the upload counts as running. */
  private void finishWhenUploadsEnded(String version) {
    long end = System.nanoTime() + 30_000_000_000L;
    Answer answer = finish(version);
    while (answer.status() == 409 && System.nanoTime() < end) answer = finish(version);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void up03AVersionIsNeverReadyWithAHoleHoweverUploadsAndFinalizeRace() throws Exception {
    String version = draft();
    put(version, "first", random(10));
    ExecutorService racers = Executors.newFixedThreadPool(32);
    List<Future<Answer>> puts = new ArrayList<>();
    List<Future<Answer>> ends = new ArrayList<>();
    try {
      for (int i = 0; i < 24; i++) {
        String path = "f" + i % 12;
        byte[] bytes = random(1000 + i % 3);
        puts.add(racers.submit(() -> put(version, path, bytes)));
        if (i % 3 == 0) ends.add(racers.submit(() -> finish(version)));
      }
      List<Answer> finals = new ArrayList<>();
      for (Future<Answer> end : ends) finals.add(end.get());
      for (Future<Answer> put : puts)
        assertThat(put.get().status()).as(put.get().text()).isIn(200, 201, 409);
      for (Answer end : finals) {
        assertThat(end.status()).as(end.text()).isIn(200, 409);
        if (end.status() == 409)
          assertThat(end.code()).isIn("upload_open", "manifest_mismatch", "conflict");
      }
    } finally {
      racers.shutdownNow();
    }
    Answer ready = finish(version);
    assertThat(ready.status()).as(ready.text()).isEqualTo(200);
    assertThat(finish(version).json().path("digest")).isEqualTo(ready.json().path("digest"));
    var listed = JSON.readTree(get(version + "/manifest").text()).path("artifacts");
    assertThat(listed.size()).isEqualTo(get(version + "/artifacts").json().path("items").size());
    listed.forEach(
        file -> {
          Answer got = read(version, file.path("path").asString());
          assertThat(got.status()).isEqualTo(200);
          assertThat(got.header("ETag")).contains(file.path("sha256").asString());
        });
    isProblem(put(version, "late", random(5)), 409, "version_immutable");
  }

  @Test
  void up03FinalizeNamesWhatIsStillComing() throws IOException {
    String version = draft();
    put(version, "there", random(10));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(head(version, "coming", "Content-Length: 100000").getBytes(UTF_8));
      out.write(random(50_000));
      out.flush();
      while (running(version) == 0) Thread.onSpinWait();

      Answer refused = finishWithKey(version);
      isProblem(refused, 409, "upload_open");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(refused.json().path("errors").path(0).path("detail").asString())
          .contains("coming");
      out.write(random(50_000));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).contains(" 201");
    }
    assertThat(finishWithKey(version).status()).as("the refusal was not stored").isEqualTo(200);
  }

  private Answer finishWithKey(String version) {
    return send(
        to(version + "/finalize", ADMIN)
            .header("Idempotency-Key", version)
            .POST(BodyPublishers.noBody()));
  }

  private long running(String version) {
    return jdbc.sql(
            """
            select count(*) from upload u join version v on v.id = u.version_id
              join model m on m.id = v.model_id
            where u.state = 'open' and :path like '%/' || m.name || '/%'""")
        .param("path", version)
        .query(Long.class)
        .single();
  }

  @Test
  void theSameBytesAreStoredOnceAndAnAnswerDoesNotTell() {
    byte[] bytes = random(4321);
    String one = draft();
    String other = draft();

    assertThat(put(one, "a", bytes).status()).isEqualTo(201);
    assertThat(put(one, "b/c", bytes).status()).isEqualTo(201);
    assertThat(put(other, "a", bytes).status()).isEqualTo(201);
    assertThat(put(other, "a", bytes).status()).isEqualTo(200);

    assertThat(
            jdbc.sql("select count(*) from blob where sha256 = :sha256")
                .param("sha256", hex(bytes))
                .query(Long.class)
                .single())
        .isEqualTo(1);
    collector.sweep();
    assertThat(read(other, "a").header("ETag")).contains(hex(bytes));
  }

  @Test
  void theBodyIsTheFileWhateverItsContentTypeSays() {
    String version = draft();
    for (String type :
        List.of("application/json", "text/plain; charset=utf-16", "image/png", "model/x; y=z")) {
      Answer put = put(version, "f", "a=1&b=2".getBytes(UTF_8), "Content-Type", type);
      assertThat(put.json().path("size").asLong()).as(type).isEqualTo(7);
    }
    isProblem(
        put(version, "f", new byte[3], "Content-Encoding", "gzip"), 415, "unsupported_media_type");
  }

  @Test
  void aFileBeyondTheLimitIsRefusedBeforeItsBytesCome() throws IOException {
    String version = draft();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(head(version, "f", "Content-Length: 5368709121").getBytes(UTF_8));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .contains(" 413")
          .contains("too_large");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Model.onnx, model.onnx, 409",
    "stra%C3%9Fe, STRASSE, 409",
    "%C3%A9, %C3%89, 409",
    "model.onnx, model.onnx, 200",
    "a.b, a-b, 201"
  })
  void path17TwinsNeverCoexist(String one, String other, int status) {
    for (List<String> order : List.of(List.of(one, other), List.of(other, one))) {
      String version = draft();
      assertThat(put(version, order.get(0), random(1)).status()).isEqualTo(201);
      Answer second = put(version, order.get(1), random(2));
      assertThat(second.status()).as(second.text()).isEqualTo(status);
      if (status == 409) isProblem(second, 409, "path_conflict");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "q, q/r, 409",
    "a, a/b/c, 409",
    "a/b, a/b/c/d, 409",
    "Q, q/r, 409",
    "%C3%A9, %C3%89/x, 409",
    "q, q./r, 201",
    "q, q0, 201",
    "q, q-/r, 201",
    "q_, qa/r, 201",
    "d/q, q/r, 201",
    "q/r, q/s, 201"
  })
  void aFileIsNoFolderOfAnother(String file, String below, int status) {
    for (List<String> order : List.of(List.of(file, below), List.of(below, file))) {
      String version = draft();
      assertThat(put(version, order.get(0), random(1)).status()).isEqualTo(201);
      Answer second = put(version, order.get(1), random(2));
      assertThat(second.status()).as(second.text()).isEqualTo(status);
      if (status != 409) continue;
      isProblem(second, 409, "path_conflict");
      assertThat(second.json().path("detail").asString())
          .contains(URLDecoder.decode(order.get(0), UTF_8), "Choose another path, or delete");
      assertThat(send("DELETE", version + "/artifacts/" + order.get(0), ADMIN).status())
          .isEqualTo(204);
      assertThat(put(version, order.get(1), random(2)).status()).isEqualTo(201);
    }
  }

  @Test
  void aDraftOfAnOlderReleaseWithAFileAndAFolderOfItsNameIsNotFinalized() {
    String version = draft();
    assertThat(put(version, "q", random(1)).status()).isEqualTo(201);
    assertThat(put(version, "q-1/r", random(2)).status()).isEqualTo(201);
    jdbc.sql(
            """
            insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
            select version_id, 'Q/r', 'q/r', blob_id, created_at, created_by
            from artifact where path = 'q' order by id desc limit 1""")
        .update();
    Answer refused = post(version + "/finalize", "{}");
    isProblem(refused, 409, "path_conflict");
    assertThat(refused.json().at("/errors/0/detail").asString())
        .isEqualTo("q is also a folder of files");
    assertThat(refused.json().path("errors").size()).isEqualTo(1);
    assertThat(send("DELETE", version + "/artifacts/q", ADMIN).status()).isEqualTo(204);
    assertThat(post(version + "/finalize", "{}").status()).isEqualTo(200);
  }

  @Test
  void ofAFileAndAFolderOfItsNameAtOnceOneIsStored() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 20; i++) {
        String version = draft();
        Future<Answer> file = pool.submit(() -> put(version, "q", random(1)));
        Future<Answer> below = pool.submit(() -> put(version, "q/r", random(2)));
        assertThat(List.of(file.get().status(), below.get().status()))
            .containsExactlyInAnyOrder(201, 409);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%5cx",
        "%252e%252e/x",
        "%25252e",
        "%c0%ae%c0%ae/x",
        "%u002e",
        "a;x=1",
        "a/%2F%2F..%2Fb",
        "a//b",
        "a/./b",
        "a/.;/b",
        "a/../b",
        "../../etc/passwd",
        "..%2f..%2fetc/passwd",
        "%00",
        "a%0ab",
        "a%7f",
        "e%CC%81",
        "/a",
        "a/",
        "%ff",
        "a%",
        "a%2",
        "a%5Cb",
        ".",
        "..",
        ""
      })
  void path02AnUnsafePathIsRefusedAndNothingIsWritten(String path) throws IOException {
    String version = draft();
    for (String method : List.of("PUT", "GET", "DELETE")) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        OutputStream out = socket.getOutputStream();
        String head = head(version, path, "Content-Length: 1").replaceFirst("PUT", method);
        out.write((head + "x").getBytes(ISO_8859_1));
        out.flush();
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer.substring(9, 12)).as(method + " " + answer).isIn("400", "404", "405");
        if (method.equals("PUT")) assertThat(answer).contains("application/problem+json");
      }
    }
    assertThat(get(version + "/artifacts").json().path("items").size()).isZero();
  }

  @Test
  void path17AnyOtherNameIsStoredAndReturnedAsItIs() {
    String version = draft();
    List<String> names =
        List.of(
            "CON",
            "nul.txt",
            "trailing.",
            "日本語.bin",
            "a b",
            "a%b",
            "-rf",
            "~",
            "é",
            "x".repeat(1024));
    for (String name : names) {
      String path = URI.create("http://x/").resolve(encoded(name)).getRawPath().substring(1);
      Answer put = put(version, path, name.getBytes(UTF_8));
      if (put.status() == 400) continue; // refused is fine as well
      assertThat(put.json().path("path").asString()).isEqualTo(name);
      assertThat(read(version, path).text()).isEqualTo(name);
    }
    isProblem(put(version, "x".repeat(1025), random(1)), 400, "invalid_field");
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  @Test
  void noConnectionOfTheDatabaseIsHeldWhileBytesStream() throws IOException {
    String version = draft();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) { // more than the pool has
        Socket socket = new Socket("127.0.0.1", port);
        slow.add(socket);
        socket
            .getOutputStream()
            .write(head(version, "f" + i, "Content-Length: 100000").getBytes(UTF_8));
        socket.getOutputStream().write(random(1000));
        socket.getOutputStream().flush();
      }
      while (running(version) < 30) Thread.onSpinWait();

      assertThat(send(to(version, ADMIN)).status()).isEqualTo(200);
      assertThat(
              send(to(version + "/artifacts/x", ADMIN).PUT(BodyPublishers.ofString("x"))).status())
          .isEqualTo(201);
    } finally {
      for (Socket socket : slow) socket.close();
    }
  }
}
