package dev.roster.storage.lineage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds or makes the rows of nodes. */
@Component
class Nodes {
  private final JdbcClient jdbc;

  Nodes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The id of each. */
  Map<NodeKey, Long> keep(Collection<NodeKey> wanted) {
    List<NodeKey> keys = wanted.stream().distinct().sorted(NodeKey.ORDER).toList();
    String[] kinds = keys.stream().map(key -> key.kind().wire()).toArray(String[]::new);
    String[] texts = keys.stream().map(NodeKey::key).toArray(String[]::new);
    jdbc.sql(
            """
            insert into lineage_node (kind, key, version_id)
            select kind, key, case when kind = 'version' then key::bigint end
            from unnest(:kinds::text[], :keys::text[]) with ordinality n(kind, key, place)
            where not exists (
              select from lineage_node there where there.kind = n.kind and there.key = n.key)
            order by place
            on conflict do nothing
            """)
        .param("kinds", kinds)
        .param("keys", texts)
        .update();
    Map<NodeKey, Long> ids = new HashMap<>();
    jdbc.sql(
            """
            select n.place, there.id
            from unnest(:kinds::text[], :keys::text[]) with ordinality n(kind, key, place)
            join lineage_node there on there.kind = n.kind and there.key = n.key
            """)
        .param("kinds", kinds)
        .param("keys", texts)
        .query(
            row -> {
              ids.put(keys.get(row.getInt("place") - 1), row.getLong("id"));
            });
    return ids;
  }
}
