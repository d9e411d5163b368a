package dev.roster.http.json;

import tools.jackson.core.StreamReadConstraints;

/** How large, deep and long a JSON document may be. */
public final class JsonLimits {
  /** The size of a document in bytes. */
  public static final int MAX_DOCUMENT_BYTES = 4 << 20;

  /** Values at any depth: each takes memory many times its characters. */
  static final int MAX_VALUES = 200_000;

  static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxDocumentLength(MAX_DOCUMENT_BYTES)
          .maxNestingDepth(200)
          .maxNameLength(256)
          .maxStringLength(1 << 20)
          .maxNumberLength(100)
          .build();

  private JsonLimits() {}
}
