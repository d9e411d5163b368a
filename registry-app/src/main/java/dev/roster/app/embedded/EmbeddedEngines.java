package dev.roster.app.embedded;

import java.util.Map;

/** The PostgreSQL and the S3 store that Roster starts itself if the operator sets none. */
public final class EmbeddedEngines implements AutoCloseable {
  private final PostgresServer postgres;
  private final StoreServer store;
  private final EngineCredentials secrets;

  private EmbeddedEngines(PostgresServer postgres, StoreServer store, EngineCredentials secrets) {
    this.postgres = postgres;
    this.store = store;
    this.secrets = secrets;
  }

  /**
   * Starts both on the folder's data. Engines that a killed server left running are stopped first.
   */
  public static EmbeddedEngines start(DataFolder folder) {
    EngineCredentials secrets = EngineCredentials.of(folder);
    PostgresServer postgres = PostgresServer.start(folder, secrets);
    try {
      return new EmbeddedEngines(postgres, StoreServer.start(folder.store(), secrets), secrets);
    } catch (RuntimeException failed) {
      postgres.close();
      throw failed;
    }
  }

  /** The settings by which the server reaches the engines. */
  public Map<String, Object> settings() {
    return settings(postgres.url(), store.endpoint(), secrets);
  }

  static Map<String, Object> settings(
      String databaseUrl, String storeEndpoint, EngineCredentials secrets) {
    return Map.of(
        "roster.datasource.url",
        databaseUrl,
        "roster.datasource.username",
        PostgresServer.USER,
        "roster.datasource.password",
        secrets.databasePassword(),
        "roster.s3.endpoint",
        storeEndpoint,
        "roster.s3.bucket",
        StoreServer.BUCKET,
        "roster.s3.region",
        "us-east-1",
        "roster.s3.access-key",
        secrets.storeAccessKey(),
        "roster.s3.secret-key",
        secrets.storeSecretKey());
  }

  @Override
  public void close() {
    try {
      store.close();
    } finally {
      postgres.close();
    }
  }
}
