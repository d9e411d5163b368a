package dev.roster.app.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** The calls about artifacts, in short. */
abstract class ArtifactCalls extends RunningServer {
  /** The path of a fresh draft. */
  String draft() {
    String model = model("files");
    Answer made = post("/api/v1/models/" + model + "/versions", "{}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return "/api/v1/models/" + model + "/versions/1";
  }

  Answer put(String version, String path, byte[] bytes, String... headers) {
    return send(putting(version, path, bytes, headers));
  }

  HttpRequest.Builder putting(String version, String path, byte[] bytes, String... headers) {
    HttpRequest.Builder request =
        to(version + "/artifacts/" + path, ADMIN).PUT(BodyPublishers.ofByteArray(bytes));
    if (headers.length > 0) request.headers(headers);
    return request;
  }

  Answer read(String version, String path, String... headers) {
    HttpRequest.Builder request = to(version + "/artifacts/" + path, ADMIN);
    if (headers.length > 0) request.headers(headers);
    return send(request);
  }

  Answer finish(String version) {
    return send("POST", version + "/finalize", ADMIN);
  }

  static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  static String reprDigest(byte[] bytes) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256(bytes)) + ":";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
