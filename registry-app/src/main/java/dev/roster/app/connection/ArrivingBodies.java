package dev.roster.app.connection;

import java.util.HashMap;
import java.util.Map;

/** Counts the bodies that are arriving: all of them, and those of each client. */
final class ArrivingBodies {
  private final int max;
  private final int maxPerClient;
  private final Map<String, Integer> clients = new HashMap<>();
  private int all;

  ArrivingBodies(int max, int maxPerClient) {
    this.max = max;
    this.maxPerClient = maxPerClient;
  }

  /** Whether one more may arrive; then it counts until {@link #remove}. */
  synchronized boolean add(String client) {
    if (all >= max || clients.getOrDefault(client, 0) >= maxPerClient) return false;
    all++;
    clients.merge(client, 1, Integer::sum);
    return true;
  }

  synchronized int count() {
    return all;
  }

  synchronized void remove(String client) {
    all--;
    clients.computeIfPresent(client, (same, count) -> count > 1 ? count - 1 : null);
  }
}
