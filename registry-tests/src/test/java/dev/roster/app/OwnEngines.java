package dev.roster.app;

import dev.roster.storage.Engines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings by which a server or a command reaches engines that it did not start. */
public final class OwnEngines {
  private OwnEngines() {}

  public static Map<String, String> settings(Engines.Database database) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("roster.datasource.url", database.url());
    settings.put("roster.datasource.username", database.username());
    settings.put("roster.datasource.password", database.password());
    return settings;
  }

  public static Map<String, String> settings(Engines.Bucket bucket) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("roster.s3.endpoint", bucket.endpoint());
    settings.put("roster.s3.bucket", bucket.name());
    settings.put("roster.s3.access-key", bucket.accessKey());
    settings.put("roster.s3.secret-key", bucket.secretKey());
    settings.put("roster.s3.region", bucket.region());
    return settings;
  }

  public static List<String> flags(Engines.Database database) {
    return flags(settings(database));
  }

  public static List<String> flags(Engines.Bucket bucket) {
    return flags(settings(bucket));
  }

  public static Map<String, String> settings(Engines.Database database, Engines.Bucket bucket) {
    Map<String, String> settings = settings(database);
    settings.putAll(settings(bucket));
    return settings;
  }

  public static List<String> flags(Engines.Database database, Engines.Bucket bucket) {
    return flags(settings(database, bucket));
  }

  private static List<String> flags(Map<String, String> settings) {
    return settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toList();
  }
}
