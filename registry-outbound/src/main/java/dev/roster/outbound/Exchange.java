package dev.roster.outbound;

import dev.roster.core.outbound.Answer;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.jspecify.annotations.Nullable;

/** One call, from its begin until there is an answer, a failure, or no more time. */
final class Exchange implements FutureCallback<HttpResponse> {
  private final long start = System.nanoTime();
  private final AnswerConsumer consumer = new AnswerConsumer();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private volatile @Nullable Future<HttpResponse> running;

  CompletableFuture<Answer> answer() {
    return answer;
  }

  void begin(Supplier<CloseableHttpAsyncClient> client, AsyncRequestProducer request) {
    if (answer.isDone()) return; // the name took all the time
    try {
      running = client.get().execute(request, consumer, null, null, this);
    } catch (RuntimeException closing) {
      failed(closing);
    }
    if (answer.isDone()) cancel();
  }

  void timeOut() {
    answer.complete(answer(null, "no whole answer within 15 s"));
    cancel();
  }

  private void cancel() {
    Future<HttpResponse> begun = running;
    if (begun != null) begun.cancel(true);
  }

  @Override
  public void completed(HttpResponse head) {
    answer.complete(answer(head, null));
  }

  /** An answer whose body is too long, or cut, is judged by its status. */
  @Override
  public void failed(Exception cause) {
    HttpResponse head = consumer.head();
    answer.complete(head == null ? answer(null, words(cause)) : answer(head, null));
    cancel();
  }

  CompletableFuture<Answer> failed(UnknownHostException refused) {
    failed((Exception) refused);
    return answer;
  }

  @Override
  public void cancelled() {
    answer.complete(answer(null, "the call was cancelled"));
  }

  private Answer answer(@Nullable HttpResponse head, @Nullable String error) {
    Header retryAfter = head == null ? null : head.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return new Answer(
        head == null ? null : head.getCode(),
        retryAfter == null ? null : retryAfter.getValue(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        error);
  }

  /** In Roster's words, as messages of exceptions may have what the other side sent. */
  private static String words(Exception cause) {
    if (cause instanceof AddressGuard.NotAllowed) return "its address may not be called";
    if (cause instanceof UnknownHostException) return "its host has no address";
    if (cause instanceof SocketTimeoutException) return "no whole answer within 15 s";
    if (cause instanceof ReadLimit.Exceeded) return "the head of its answer is too large";
    if (cause instanceof ConnectException) return "it could not be connected to";
    if (cause instanceof SSLException) return "TLS failed, or its certificate is not trusted";
    if (cause instanceof ConnectionClosedException) return "the connection was closed";
    if (cause instanceof HttpException) return "its answer is not HTTP";
    return "the connection failed";
  }
}
