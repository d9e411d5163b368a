package dev.roster.storage.search;

/**
 * The kind of rows that a search lists.
 *
 * @param row the alias of the rows
 * @param from the from clause
 * @param each the from clause that reads the model only if a sort key needs it
 * @param live the condition that a row is not deleted
 */
record Subject(String row, String from, String each, String live, boolean isModels) {
  private static final String LIVE_VERSION = "%s.deleted_at is null";

  static final Subject VERSIONS =
      new Subject(
          "v",
          "version v join model m on m.id = v.model_id",
          "version v left join model m on m.id = v.model_id",
          LIVE_VERSION.formatted("v") + " and m.deleted_at is null",
          false);

  static final Subject MODELS =
      new Subject("m", "model m", "model m", "m.deleted_at is null", true);

  /** The versions of a model that are not deleted. */
  static final String VERSIONS_OF_MODEL =
      "version v where v.model_id = m.id and " + LIVE_VERSION.formatted("v");
}
