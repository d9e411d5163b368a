package dev.roster.outbound;

import dev.roster.core.outbound.Answer;
import dev.roster.core.outbound.Call;
import dev.roster.core.outbound.Outbound;
import dev.roster.core.webhook.WebhookSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Calls over few threads, however many calls wait for their answers. Each call has a connection of
 * its own, so that each is judged by {@link AddressGuard} and has its {@link ReadLimit}.
 */
@Component
class GuardedClient implements Outbound, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedClient.class);
  private static final Duration MAX_DURATION = Duration.ofSeconds(15);
  private static final Duration MAX_LOOKUP_OF_REFUSAL = Duration.ofSeconds(3);
  private static final int THREADS = 2;
  private static final int UNLIMITED = 100_000; // who calls limits the calls

  private final AddressGuard guard;
  private final Names names = new Names();
  private final ScheduledThreadPoolExecutor timer;
  private @Nullable CloseableHttpAsyncClient client; // made for the first call
  private boolean closed;

  @Autowired
  GuardedClient(WebhookSettings settings) {
    this(new AllowList(settings.allow(), "roster.webhooks.allow"), null);
    if (!settings.allow().isEmpty())
      LOG.info("roster.webhooks.allow lets webhooks reach {}", String.join(", ", settings.allow()));
  }

  /**
   * @param lookup null means that of the platform
   */
  GuardedClient(AllowList allowed, AddressGuard.@Nullable Lookup lookup) {
    this.guard = new AddressGuard(allowed, lookup == null ? names : lookup);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "outbound-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  private synchronized CloseableHttpAsyncClient client() {
    if (closed) throw new IllegalStateException("the server stops");
    CloseableHttpAsyncClient made = client == null ? client(guard) : client;
    made.start(); // once
    client = made;
    return made;
  }

  private static CloseableHttpAsyncClient client(AddressGuard guard) {
    Timeout time = Timeout.of(MAX_DURATION);
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(guard)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(UNLIMITED)
                .setMaxConnTotal(UNLIMITED)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(time)
                        .setSocketTimeout(time)
                        .build())
                .setDefaultTlsConfig(
                    TlsConfig.custom()
                        .setHandshakeTimeout(time)
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build())
        .setIOReactorConfig(
            IOReactorConfig.custom()
                .setIoThreadCount(THREADS)
                .setRcvBufSize(ReadLimit.MAX_BYTES)
                .setSoTimeout(time)
                .build())
        .setIoSessionDecorator(new ReadLimit())
        .setHttp1Config(
            Http1Config.custom()
                .setMaxLineLength(ReadLimit.MAX_BYTES)
                .setMaxHeaderCount(1_000)
                .build())
        .setThreadFactory(
            task -> {
              Thread thread = new Thread(task, "outbound-io");
              thread.setDaemon(true);
              return thread;
            })
        .setIoReactorExceptionCallback(failed -> LOG.debug("A connection failed", failed))
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setUserAgent("Roster")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableContentCompression()
        .disableRequestPriority()
        .build();
  }

  @Override
  public Optional<String> refusal(String url) {
    Optional<String> refused = guard.refusal(url);
    if (refused.isPresent()) return refused;
    Executor threads = threads(URI.create(url).getHost());
    try {
      return CompletableFuture.supplyAsync(() -> guard.refusalOfAddresses(url), threads)
          .get(MAX_LOOKUP_OF_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public CompletableFuture<Answer> post(Call call) {
    Exchange exchange = new Exchange();
    if (guard.refusal(call.url()).isPresent())
      return exchange.failed(new AddressGuard.NotAllowed(call.url()));
    URI uri = URI.create(call.url());
    try {
      ScheduledFuture<?> end =
          timer.schedule(exchange::timeOut, MAX_DURATION.toMillis(), TimeUnit.MILLISECONDS);
      exchange.answer().whenComplete((answer, never) -> end.cancel(false));
      threads(uri.getHost()).execute(() -> exchange.begin(this::client, request(call, uri)));
    } catch (RejectedExecutionException stopping) {
      exchange.failed(stopping);
    }
    return exchange.answer();
  }

  private Executor threads(String host) {
    return AddressGuard.isLiteral(host) ? Runnable::run : names.threadsFor(host);
  }

  private static AsyncRequestProducer request(Call call, URI uri) {
    AsyncRequestBuilder request =
        AsyncRequestBuilder.post(uri)
            .setEntity(
                AsyncEntityProducers.create(call.body(), ContentType.parse(call.contentType())));
    call.headers().forEach(request::addHeader);
    return request.build();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    timer.shutdownNow();
    names.close();
    if (client != null) client.close(CloseMode.IMMEDIATE);
  }
}
