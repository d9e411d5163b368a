package dev.roster.app.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * A connection that may only read leads to a server that was the primary (DB-03): it is given up,
 * and the next one is looked for among all hosts of the URL.
 */
public final class ReadOnlyConnectionEviction implements SQLExceptionOverride {
  private static final String READ_ONLY = "25006";

  @java.lang.Override // the interface has a type of that name
  public Override adjudicate(SQLException failure) {
    return READ_ONLY.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
