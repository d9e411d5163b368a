package dev.roster.storage.lineage;

import dev.roster.storage.lock.Lock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of nodes of the lineage graph. */
@Component
class NodeRows {
  private final JdbcClient jdbc;

  NodeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The id of each node. Missing nodes are inserted, in the order of their keys. */
  Map<NodeKey, Long> findOrInsert(Collection<NodeKey> wanted) {
    List<NodeKey> keys = wanted.stream().distinct().sorted().toList();
    Map<NodeKey, Long> ids = find(keys);
    List<NodeKey> missing = keys.stream().filter(key -> !ids.containsKey(key)).toList();
    if (missing.isEmpty()) return ids;
    assert missing.stream().allMatch(Lock.LINEAGE_NODE::isNext);
    jdbc.sql(
            """
            insert into lineage_node (kind, key, version_id)
            select kind, key, case when kind = 'version' then key::bigint end
            from unnest(:kinds::text[], :keys::text[]) with ordinality n(kind, key, place)
            order by place
            on conflict do nothing
            """)
        .params(params(missing))
        .update();
    ids.putAll(find(missing));
    return ids;
  }

  private Map<NodeKey, Long> find(List<NodeKey> keys) {
    Map<NodeKey, Long> ids = new HashMap<>();
    jdbc.sql(
            """
            select n.place, there.id
            from unnest(:kinds::text[], :keys::text[]) with ordinality n(kind, key, place)
            join lineage_node there on there.kind = n.kind and there.key = n.key
            """)
        .params(params(keys))
        .query(
            row -> {
              ids.put(keys.get(row.getInt("place") - 1), row.getLong("id"));
            });
    return ids;
  }

  private static Map<String, Object> params(List<NodeKey> keys) {
    return Map.of(
        "kinds", keys.stream().map(key -> key.kind().wire()).toArray(String[]::new),
        "keys", keys.stream().map(NodeKey::key).toArray(String[]::new));
  }
}
