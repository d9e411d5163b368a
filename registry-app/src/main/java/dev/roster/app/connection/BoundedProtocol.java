package dev.roster.app.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 in which the head of a request must arrive in time. Tomcat's own timeout begins again
 * with each byte. Public, because Tomcat makes it by its name.
 */
public final class BoundedProtocol extends Http11NioProtocol {
  private final BoundedEndpoint endpoint;
  private Duration headTimeout = Duration.ofSeconds(10);
  private @Nullable RequestThreads threads;
  private @Nullable ScheduledFuture<?> watch;
  private @Nullable ScheduledFuture<?> relief;

  public BoundedProtocol() {
    this(new BoundedEndpoint());
  }

  private BoundedProtocol(BoundedEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  void limit(ConnectionSettings settings) {
    headTimeout = settings.headTimeout();
    setConnectionTimeout(Math.toIntExact(settings.headTimeout().toMillis()));
    setKeepAliveTimeout(Math.toIntExact(settings.idleTimeout().toMillis()));
    setMaxConnections(settings.max());
    setMaxThreads(settings.maxThreads());
    setAcceptCount(1000);
    setContinueResponseTiming("onRead"); // who is refused before is not asked for the body
    setDisableUploadTimeout(false); // so that the timeout of a body ends with its request
    setMaxSwallowSize(0);
    endpoint.setMaxPerClient(settings.maxPerClient());
  }

  void handleBy(RequestThreads threads) {
    this.threads = threads;
    setExecutor(threads);
  }

  @Override
  protected Processor createProcessor() {
    return new BoundedProcessor(this, getAdapter());
  }

  @Override
  public void start() throws Exception {
    super.start();
    long nanos = headTimeout.toNanos();
    watch =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                () -> endpoint.closeSlowHeads(System.nanoTime() - nanos), 1, 1, TimeUnit.SECONDS);
    if (threads != null)
      relief =
          getUtilityExecutor()
              .scheduleWithFixedDelay(threads::addIfStuck, 100, 100, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (watch != null) watch.cancel(false);
    if (relief != null) relief.cancel(false);
    super.stop();
    if (threads != null) threads.shutdown();
  }
}
