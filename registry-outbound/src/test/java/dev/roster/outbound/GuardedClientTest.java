package dev.roster.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.outbound.Answer;
import dev.roster.core.outbound.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedClientTest {
  private final GuardedClient client =
      new GuardedClient(new AllowList(List.of("127.0.0.1"), "roster.webhooks.allow"), null);

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  /** Answers each connection in a thread of its own, and counts. */
  private static final class Receiver implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>(); // until the end
    private final AtomicLong taken = new AtomicLong();

    interface Behaviour {
      void answer(Socket connection, OutputStream out) throws Exception;
    }

    Receiver(Behaviour behaviour) throws IOException {
      socket = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
      start(
          () -> {
            while (!socket.isClosed()) {
              Socket connection = socket.accept();
              connections.incrementAndGet();
              open.add(connection);
              start(() -> behaviour.answer(connection, counting(connection)));
            }
          });
    }

    private interface Work {
      void run() throws Exception;
    }

    private static void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (Exception closed) {
                  // the other side has enough
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    private OutputStream counting(Socket connection) throws IOException {
      OutputStream out = connection.getOutputStream();
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          out.write(one);
          taken.incrementAndGet();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          out.write(bytes, from, length);
          taken.addAndGet(length);
        }
      };
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : open) connection.close();
    }
  }

  private static Call call(String url) {
    return new Call(url, "application/json", Map.of("webhook-id", "1"), "{}".getBytes(UTF_8));
  }

  private Answer post(Receiver receiver) {
    return client.post(call(receiver.url())).join();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  @Test
  void anAnswerHasItsStatusAndWhenToTryAgain() throws Exception {
    try (Receiver receiver =
        new Receiver(
            (connection, out) ->
                send(out, "HTTP/1.1 503 x\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno"))) {
      Answer answer = post(receiver);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.retryAfter()).isEqualTo("7");
      assertThat(answer.error()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void ssrf02ARedirectIsAnAnswerAndNotFollowed(int status) throws Exception {
    try (Receiver target = new Receiver((c, out) -> send(out, "HTTP/1.1 200 OK\r\n\r\n"));
        Receiver receiver =
            new Receiver(
                (c, out) ->
                    send(
                        out,
                        "HTTP/1.1 %d Go\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                            .formatted(status, target.url())))) {
      assertThat(post(receiver).status()).isEqualTo(status);
      assertThat(target.connections).hasValue(0);
    }
  }

  @Test
  void ssrf02ANameThatPointsElsewhereAfterItWasJudgedLeadsNowhere() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    InetAddress open = InetAddress.getByName("8.8.8.8");
    InetAddress closed = InetAddress.getByName("127.0.0.1");
    try (Receiver receiver = new Receiver((c, out) -> send(out, "HTTP/1.1 200 OK\r\n\r\n"));
        GuardedClient rebound =
            new GuardedClient(
                new AllowList(List.of(), "x"),
                host -> new InetAddress[] {lookups.getAndIncrement() == 0 ? open : closed})) {
      String url = receiver.url().replace("127.0.0.1", "rebinding.example");
      assertThat(rebound.refusal(url)).isEmpty();
      Answer answer = rebound.post(call(url)).join();
      assertThat(answer.status()).isNull();
      assertThat(answer.error()).isEqualTo("its address may not be called");
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  void ssrf01WhatIsSavedIsJudgedAgainWhenItIsCalled() throws Exception {
    try (Receiver receiver = new Receiver((c, out) -> send(out, "HTTP/1.1 200 OK\r\n\r\n"));
        GuardedClient strict = new GuardedClient(new AllowList(List.of(), "x"), null)) {
      for (String host : List.of("127.0.0.1", "127.1", "2130706433", "localhost", "[::1]")) {
        Answer answer = strict.post(call(receiver.url().replace("127.0.0.1", host))).join();
        assertThat(answer.error()).as(host).isEqualTo("its address may not be called");
      }
      assertThat(receiver.connections).hasValue(0);
    }
  }

  /** Each takes all the time that there is, so they are called at the same time. */
  @Test
  void ssrf07AnAnswerTakesAtMost15SecondsAnd64KiBOfItAreRead() throws Exception {
    byte[] many = new byte[64 << 10];
    try (Receiver silent = new Receiver((c, out) -> Thread.sleep(60_000));
        Receiver slow =
            new Receiver(
                (c, out) -> {
                  send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                  for (int i = 0; i < 60; i++, Thread.sleep(1_000)) send(out, "x");
                });
        Receiver headers =
            new Receiver(
                (c, out) -> {
                  send(out, "HTTP/1.1 200 OK\r\n");
                  for (int i = 0; i < 1_000_000; i++) send(out, "X-Header: some value\r\n");
                });
        Receiver line =
            new Receiver(
                (c, out) -> {
                  send(out, "HTTP/1.1 200 OK\r\nX: ");
                  for (int i = 0; i < 1_000; i++) out.write(many);
                });
        Receiver hints =
            new Receiver(
                (c, out) -> {
                  for (int i = 0; i < 1_000_000; i++) send(out, "HTTP/1.1 103 Early Hints\r\n\r\n");
                });
        Receiver large =
            new Receiver(
                (c, out) -> {
                  send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
                  for (int i = 0; i < 16_384; i++) out.write(many);
                });
        Receiver chunks =
            new Receiver(
                (c, out) -> {
                  send(out, "HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\n");
                  for (int i = 0; i < 1_000_000; i++) send(out, "1\r\nx\r\n");
                })) {
      List<Receiver> all = List.of(silent, slow, headers, line, hints, large, chunks);
      List<CompletableFuture<Answer>> calls =
          all.stream().map(one -> client.post(call(one.url()))).toList();
      List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
      assertThat(answers).allSatisfy(one -> assertThat(one.millis()).isLessThan(16_500));
      assertThat(answers.subList(0, 5)).allSatisfy(one -> assertThat(one.status()).isNull());
      assertThat(answers.subList(0, 2))
          .allSatisfy(one -> assertThat(one.error()).isEqualTo("no whole answer within 15 s"));
      assertThat(answers.get(5).status()).isEqualTo(200);
      assertThat(answers.get(6).status()).isEqualTo(500);
      // what the operating systems of both sides hold is read by nobody
      assertThat(all).allSatisfy(one -> assertThat(one.taken).hasValueLessThan(8 << 20));
    }
  }

  @Test
  void aThousandThatHangDelayNobodyAndNeedNoThreads() throws Exception {
    try (Receiver silent = new Receiver((c, out) -> {});
        Receiver good =
            new Receiver((c, out) -> send(out, "HTTP/1.1 204 x\r\nContent-Length: 0\r\n\r\n"))) {
      List<CompletableFuture<Answer>> hanging =
          IntStream.range(0, 1_000).mapToObj(i -> client.post(call(silent.url()))).toList();
      Answer answer = post(good);
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.millis()).isLessThan(5_000);
      assertThat(hanging).noneMatch(CompletableFuture::isDone);
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("outbound"))
              .count();
      assertThat(threads).isLessThan(8);
    }
  }
}
