package dev.roster.app.faults;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Where a {@link FaultyServer} has its bytes. What is read here is read past the faults. */
interface FaultyStore extends AutoCloseable {
  /** The flags by which the server reaches it. */
  List<String> flags();

  /** The flags by which a command reaches it past the faults. */
  List<String> flagsPastFaults();

  /** Whether the server is killed at calls to the store, too. */
  boolean hasCalls();

  /** The keys of all objects. */
  Set<String> keys();

  /** What is there of uploads that are not complete. */
  List<String> unfinished();

  /** Meets this share of the calls with a fault. */
  void trouble(double share, Random random);

  /** The store is away until {@link #mend}. */
  void cut();

  void mend();

  @Override
  void close() throws IOException;
}
