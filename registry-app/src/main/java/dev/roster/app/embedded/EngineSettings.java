package dev.roster.app.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The settings by which engines are reached. An address is asked for when it is read, because an
 * engine that starts knows its port at the end.
 */
public final class EngineSettings extends EnumerablePropertySource<Map<String, Supplier<String>>> {
  EngineSettings(
      Supplier<String> databaseUrl,
      Supplier<String> storeEndpoint,
      Path storeFolder,
      EngineCredentials secrets) {
    super(
        "engines",
        Map.of(
            "roster.datasource.url",
            databaseUrl,
            "roster.datasource.username",
            () -> PostgresServer.USER,
            "roster.datasource.password",
            secrets::databasePassword,
            "roster.s3.endpoint",
            storeEndpoint,
            "roster.store.folder",
            storeFolder::toString,
            "roster.s3.bucket",
            () -> StoreServer.BUCKET,
            "roster.s3.region",
            () -> "us-east-1",
            "roster.s3.access-key",
            secrets::storeAccessKey,
            "roster.s3.secret-key",
            secrets::storeSecretKey));
  }

  @Override
  public String[] getPropertyNames() {
    return source.keySet().toArray(String[]::new);
  }

  @Override
  public @Nullable Object getProperty(String name) {
    return read(name);
  }

  /** The value of a setting, once its engine runs; null if it is not one of these. */
  public @Nullable String read(String name) {
    Supplier<String> value = source.get(name);
    return value == null ? null : value.get();
  }

  /** All of them, once the engines run. */
  public Map<String, Object> readAll() {
    Map<String, Object> values = new LinkedHashMap<>();
    source.forEach((name, value) -> values.put(name, value.get()));
    return values;
  }
}
