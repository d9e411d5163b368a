package dev.roster.storage.lineage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A statement that something is a source of a version, before it is inserted. */
record LineageStatement(
    NodeKey source,
    Kind kind,
    @Nullable String role,
    @Nullable Long parent,
    String file,
    @Nullable String name,
    @Nullable String uri,
    @Nullable String system,
    @Nullable Long rows,
    @Nullable Boolean dirty) {
  enum Kind {
    DATASET,
    PARENT,
    CODE,
    RUN;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static LineageStatement parent(long id) {
    return new LineageStatement(
        NodeKey.version(id), Kind.PARENT, null, id, "", null, null, null, null, null);
  }
}
