package dev.roster.core.search;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * Limits how many searches each client runs at a time on this server, so that connections are left
 * for the other clients. A few more searches wait for a moment; the rest are refused.
 */
@Service
public class SearchLimiter {
  private static final int WAITING_PER_RUNNING = 4;
  private static final Duration MAX_WAIT = Duration.ofMillis(500);

  private final int maxRunning;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  SearchLimiter(SearchSettings settings) {
    this.maxRunning = settings.perClient();
  }

  /** The permits of one client, and how many of its calls run or wait. */
  private static final class Client {
    final Semaphore permits;
    int calls;

    Client(int maxRunning) {
      permits = new Semaphore(maxRunning, true);
    }
  }

  /**
   * @throws Refused {@code too_many_requests}
   */
  public <T> T run(Principal by, Supplier<T> search) {
    Client client = enter(by.id());
    try {
      if (!client.permits.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) throw tooMany();
      try {
        return search.get();
      } finally {
        client.permits.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw tooMany();
    } finally {
      leave(by.id());
    }
  }

  private Client enter(String id) {
    return clients.compute(
        id,
        (key, known) -> {
          Client client = known == null ? new Client(maxRunning) : known;
          if (client.calls >= maxRunning * (1 + WAITING_PER_RUNNING)) throw tooMany();
          client.calls++;
          return client;
        });
  }

  private void leave(String id) {
    clients.computeIfPresent(id, (key, client) -> --client.calls == 0 ? null : client);
  }

  private Refused tooMany() {
    return Refused.because(
        ProblemCode.TOO_MANY_REQUESTS,
        "This token runs %d searches at this moment, and more wait; repeat the call after the time in Retry-After."
            .formatted(maxRunning));
  }
}
