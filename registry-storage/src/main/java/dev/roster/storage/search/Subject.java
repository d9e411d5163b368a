package dev.roster.storage.search;

/**
 * What is listed.
 *
 * @param row the alias of its rows
 * @param from its rows
 * @param each the same, where the model is read only if a key needs it
 * @param live which are to be seen
 */
record Subject(String row, String from, String each, String live, boolean isModels) {
  private static final String LIVE_VERSION = "%s.status not in ('deleted', 'reclaimed')";

  static final Subject VERSIONS =
      new Subject(
          "v",
          "version v join model m on m.id = v.model_id",
          "version v left join model m on m.id = v.model_id",
          LIVE_VERSION.formatted("v") + " and m.deleted_at is null",
          false);

  static final Subject MODELS =
      new Subject("m", "model m", "model m", "m.deleted_at is null", true);

  /** The versions of a model that are to be seen. */
  static final String VERSIONS_OF_MODEL =
      "version v where v.model_id = m.id and " + LIVE_VERSION.formatted("v");
}
