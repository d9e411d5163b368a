package dev.roster.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a put makes of the store, told by a store that only writes them down. */
class S3RequestsTest {
  private static final String KEY = "blobs/00/key";
  private static final String MD5_OF_ABC = "\"900150983cd24fb0d6963f7d28e17f72\"";

  private static final long UNSAID = -1;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> signed = new CopyOnWriteArrayList<>();
  private final CyclicBarrier twoParts = new CyclicBarrier(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private S3BlobStore store;
  private String tag = MD5_OF_ABC;
  private long kept = 3;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    store =
        S3BlobStore.at(
            new S3Settings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                null,
                "bucket",
                "access",
                "secret",
                "us-east-1",
                S3Settings.Checksums.WHEN_REQUIRED,
                true,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aSmallFileIsOneRequestWhoseBytesAreNotHashedAgain() throws IOException {
    put("abc");

    assertThat(requests).containsExactly("PUT");
    assertThat(signed).containsExactly("UNSIGNED-PAYLOAD");
  }

  @Test
  void aStoreWhoseTagsAreNoDigestsIsAskedForTheSize() throws IOException {
    tag = "\"tag\"";

    put("abc");

    assertThat(requests).containsExactly("PUT", "HEAD");
  }

  @Test
  void aFileOfWhichTheStoreKeptLessIsRefused() {
    tag = "\"tag\"";
    kept = 2;

    assertThatThrownBy(() -> put("abc")).isInstanceOf(Refused.class);
  }

  @Test
  void s303AnAnswerThatWasCutOffBeforeTheSizeIsAFailureOfTheStore() {
    tag = "\"tag\"";
    kept = UNSAID;

    assertThatThrownBy(() -> put("abc")).isInstanceOf(Refused.class);
  }

  @Test
  void twoPartsAreSentAtTheSameTime() throws IOException {
    int size = 4 * Part.SIZE; // each part is answered when another has come as well
    kept = size;

    store.put(KEY, new ByteArrayInputStream(new byte[size]));

    assertThat(requests).filteredOn("PUT"::equals).hasSizeGreaterThanOrEqualTo(4);
    assertThat(signed).contains("UNSIGNED-PAYLOAD");
  }

  @Test
  void unfinishedPutsOfAllPagesAreListed() {
    assertThat(store.unfinished()).containsExactly("blobs/00/first", "blobs/00/second");
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.example.org, true",
    "HTTPS://s3.example.org, true",
    "http://127.0.0.1:8333, true",
    "http://localhost:8333, true",
    "http://[::1]:8333, true",
    "http://s3.example.org, false",
    "http://localhost.example.org, false",
    "http://10.0.0.1:8333, false"
  })
  void bytesAreSignedWhereSomebodyCouldChangeThemOnTheirWay(URI endpoint, boolean isPrivate) {
    assertThat(S3Clients.isPrivate(endpoint)).isEqualTo(isPrivate);
  }

  private void put(String text) throws IOException {
    store.put(KEY, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    requests.add(method);
    signed.add(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String body = "";
    if (query.contains("partNumber")) awaitTwin();
    else if (method.equals("GET")) body = unfinished(query.contains("key-marker=blobs/00/first"));
    else if (method.equals("POST"))
      body =
          query.contains("uploadId")
              ? "<CompleteMultipartUploadResult/>"
              : "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>";
    exchange.getResponseHeaders().add("ETag", tag);
    if (method.equals("HEAD") && kept != UNSAID)
      exchange.getResponseHeaders().add("Content-Length", "" + kept);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** One of two pages of the list of multipart uploads. */
  private static String unfinished(boolean second) {
    return """
        <ListMultipartUploadsResult><IsTruncated>%s</IsTruncated>
        <NextKeyMarker>blobs/00/first</NextKeyMarker><NextUploadIdMarker>1</NextUploadIdMarker>
        <Upload><Key>blobs/00/%s</Key><UploadId>1</UploadId></Upload></ListMultipartUploadsResult>"""
        .formatted(!second, second ? "second" : "first");
  }

  private void awaitTwin() throws IOException {
    try {
      twoParts.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IOException("only one part came", alone);
    }
  }
}
