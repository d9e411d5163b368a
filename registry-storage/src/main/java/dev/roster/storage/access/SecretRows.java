package dev.roster.storage.access;

import dev.roster.core.access.SecretStore;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class SecretRows implements SecretStore {
  private static final int BYTES = 32;

  private final JdbcClient jdbc;
  private final TransactionTemplate apart;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();

  SecretRows(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public byte[] secret(String name) {
    return known.computeIfAbsent(name, unknown -> apart.execute(status -> load(unknown))).clone();
  }

  private byte[] load(String name) {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    jdbc.sql(
            "insert into server_secret (name, value) values (:name, :value) on conflict do nothing")
        .param("name", name)
        .param("value", fresh)
        .update();
    return jdbc.sql("select value from server_secret where name = :name")
        .param("name", name)
        .query(byte[].class)
        .single();
  }
}
