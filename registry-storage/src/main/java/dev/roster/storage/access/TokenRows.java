package dev.roster.storage.access;

import dev.roster.core.access.Grant;
import dev.roster.core.access.Role;
import dev.roster.core.access.Token;
import dev.roster.core.access.TokenStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TokenRows implements TokenStore {
  private final JdbcClient jdbc;

  TokenRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean insert(
      String id, Stored token, String nameKey, Instant createdAt, String createdBy) {
    jdbc.sql("update token set name_key = null where name_key = :key and expires_at <= :at")
        .param("key", nameKey)
        .param("at", InstantColumn.write(createdAt))
        .update();
    int inserted =
        jdbc.sql(
                """
            insert into token (id, name, name_key, sha256, created_at, created_by, expires_at)
            values (:id, :name, :key, :digest, :at, :by, :end)
            on conflict (name_key) where name_key is not null do nothing""")
            .param("id", id)
            .param("name", token.name())
            .param("digest", token.digest())
            .param("at", InstantColumn.write(createdAt))
            .param("by", createdBy)
            .param("end", InstantColumn.write(token.expiresAt()))
            .param("key", nameKey)
            .update();
    if (inserted == 0) return false;
    for (int i = 0; i < token.grants().size(); i++) {
      Grant grant = token.grants().get(i);
      jdbc.sql(
              """
              insert into token_grant (token_id, position, role, model_id, prefix)
              values (:id, :position, :role, :model, :prefix)""")
          .param("id", id)
          .param("position", i)
          .param("role", grant.role().name().toLowerCase(Locale.ROOT))
          .param("model", grant.modelId())
          .param("prefix", grant.prefix())
          .update();
    }
    return true;
  }

  @Override
  public Optional<String> nameInUse(String nameKey) {
    return jdbc.sql("select name from token where name_key = :key")
        .param("key", nameKey)
        .query(String.class)
        .optional();
  }

  @Override
  public Optional<Stored> find(String id) {
    return Optional.ofNullable(find(Set.of(id)).get(id));
  }

  @Override
  public Map<String, Stored> find(Set<String> ids) {
    Map<String, Stored> found = new HashMap<>();
    jdbc.sql(
            """
            select t.id, t.name, t.sha256, t.expires_at, g.role, g.model_id, g.prefix
            from token t join token_grant g on g.token_id = t.id
            where t.id = any(:ids) and t.revoked_at is null""")
        .param("ids", ids.toArray(String[]::new))
        .query(
            row -> {
              Grant grant =
                  new Grant(
                      role(row), row.getObject("model_id", Long.class), row.getString("prefix"));
              found.merge(row.getString("id"), stored(row, grant), TokenRows::together);
            });
    return found;
  }

  private static Stored stored(ResultSet row, Grant grant) throws SQLException {
    return new Stored(
        row.getString("name"),
        row.getBytes("sha256"),
        InstantColumn.read(row, "expires_at"),
        List.of(grant));
  }

  private static Stored together(Stored token, Stored more) {
    List<Grant> grants = new ArrayList<>(token.grants());
    grants.addAll(more.grants());
    return new Stored(token.name(), token.digest(), token.expiresAt(), grants);
  }

  @Override
  public Page<Token> list(PageRequest page) {
    Position after = page.after();
    List<Token> tokens =
        jdbc.sql(
                """
                select t.*, g.roles, g.models from token t
                cross join lateral (
                  select array_agg(g.role order by g.position) as roles,
                    array_agg(coalesce(
                      m.name || case when m.purged_at is null then '' else ' (purged)' end,
                      g.prefix || '*') order by g.position) as models
                  from token_grant g left join model m on m.id = g.model_id
                  where g.token_id = t.id) g
                where t.revoked_at is null
                  and (:at::timestamptz is null or (t.created_at, t.id) < (:at::timestamptz, :id))
                order by t.created_at desc, t.id desc limit :fetch""")
            .param("at", after == null ? null : after.text(0))
            .param("id", after == null ? "" : after.text(1))
            .param("fetch", page.fetch())
            .query(TokenRows::token)
            .list();
    return Page.of(tokens, page.limit(), token -> Position.of(token.createdAt(), token.id()));
  }

  @Override
  public boolean revoke(String id, Instant at, String by) {
    return jdbc.sql(
                """
                update token set revoked_at = :at, revoked_by = :by, name_key = null
                where id = :id and revoked_at is null""")
            .param("at", InstantColumn.write(at))
            .param("by", by)
            .param("id", id)
            .update()
        == 1;
  }

  private static Token token(ResultSet row, int n) throws SQLException {
    String[] roles = (String[]) row.getArray("roles").getArray();
    String[] models = (String[]) row.getArray("models").getArray();
    List<Token.Scope> scopes = new ArrayList<>();
    for (int i = 0; i < roles.length; i++)
      scopes.add(new Token.Scope(Role.valueOf(roles[i].toUpperCase(Locale.ROOT)), models[i]));
    return new Token(
        row.getString("id"),
        row.getString("name"),
        scopes,
        InstantColumn.read(row, "created_at"),
        row.getString("created_by"),
        InstantColumn.read(row, "expires_at"));
  }

  private static Role role(ResultSet row) throws SQLException {
    return Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
  }
}
