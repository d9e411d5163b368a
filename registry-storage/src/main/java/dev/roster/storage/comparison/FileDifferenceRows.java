package dev.roster.storage.comparison;

import dev.roster.core.comparison.Comparison.Bytes;
import dev.roster.core.comparison.FileDifferences;
import dev.roster.core.reference.VersionRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class FileDifferenceRows implements FileDifferences {
  private final JdbcClient jdbc;

  FileDifferenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Found between(List<VersionRef> versions, int most) {
    Map<String, Map<Long, Bytes>> paths = new LinkedHashMap<>();
    int[] count = {0};
    jdbc.sql(
            """
            select a.path, array_agg(a.version_id) as versions, array_agg(a.sha256) as digests,
              array_agg(a.size) as sizes, count(*) over () as paths
            from (
              select a.version_id, a.path, b.sha256, b.size
              from artifact a join blob b on b.id = a.blob_id where a.version_id in (:versions)
              union all
              select v.id, f.path, f.sha256, f.size
              from version v cross join lateral jsonb_to_recordset(v.manifest::jsonb -> 'artifacts')
                as f (path text, sha256 text, size bigint)
              where v.id in (:versions) and v.status = 'reclaimed') a
            group by a.path
            having count(*) < :count or count(distinct a.sha256) > 1
            order by a.path limit :most
            """)
        .param("versions", versions.stream().map(VersionRef::id).toList())
        .param("count", versions.size())
        .param("most", most)
        .query(
            row -> {
              Long[] ids = (Long[]) row.getArray("versions").getArray();
              String[] digests = (String[]) row.getArray("digests").getArray();
              Long[] sizes = (Long[]) row.getArray("sizes").getArray();
              Map<Long, Bytes> held = new HashMap<>();
              for (int i = 0; i < ids.length; i++)
                held.put(ids[i], new Bytes(digests[i], sizes[i]));
              paths.put(row.getString("path"), held);
              count[0] = row.getInt("paths");
            });
    return new Found(paths, count[0]);
  }
}
