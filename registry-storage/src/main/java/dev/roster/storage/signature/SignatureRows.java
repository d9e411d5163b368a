package dev.roster.storage.signature;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.signature.SignatureStore;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource;
import dev.roster.storage.json.JsonColumn;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SignatureRows implements SignatureStore {
  private final JdbcClient jdbc;

  SignatureRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void save(VersionRef version, @Nullable Signature signature, SignatureSource source) {
    jdbc.sql(
            """
            update version set signature = :signature::jsonb, signature_source = :source::jsonb
            where id = :id
            """)
        .param("id", version.id())
        .param("signature", JsonColumn.write(signature))
        .param("source", JsonColumn.write(source))
        .update();
  }
}
