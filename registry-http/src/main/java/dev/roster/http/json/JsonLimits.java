package dev.roster.http.json;

import tools.jackson.core.StreamReadConstraints;

/** How large, deep and long a JSON document may be. */
public final class JsonLimits {
  /** Bytes of a document. */
  public static final int DOCUMENT = 4 << 20;

  static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxDocumentLength(DOCUMENT)
          .maxNestingDepth(200)
          .maxNameLength(256)
          .maxStringLength(1 << 20)
          .maxNumberLength(100)
          .build();

  private JsonLimits() {}
}
