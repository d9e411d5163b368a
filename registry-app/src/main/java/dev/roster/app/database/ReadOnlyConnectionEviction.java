package dev.roster.app.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Evicts a read-only connection from the pool (DB-03): its server was the primary before a
 * failover. The driver then looks for the new primary among all hosts of the URL.
 */
public final class ReadOnlyConnectionEviction implements SQLExceptionOverride {
  private static final String READ_ONLY = "25006";

  @java.lang.Override // the interface has a type of that name
  public Override adjudicate(SQLException failure) {
    return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
