package dev.roster.storage.plan;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For a transaction that asks the same queries by id of hundreds of rows, as a simulation does. To
 * plan such a query takes longer than to run it, so each is planned once.
 */
public final class RepeatedQueries {
  private RepeatedQueries() {}

  /** Plans each prepared query once until the transaction ends. */
  public static void planOnce(JdbcClient jdbc) {
    jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
  }
}
