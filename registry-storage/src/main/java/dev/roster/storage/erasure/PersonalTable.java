package dev.roster.storage.erasure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A table, and what each of its columns of text, JSON or bytes holds.
 *
 * <ul>
 *   <li>a name: the name of a token or person, and nothing else
 *   <li>a text: what somebody wrote, who is found by a condition
 *   <li>a document: JSON that may hold names and texts
 *   <li>words: names of things, and texts that stay; they are searched for mentions
 *   <li>fixed: what nobody writes freely, such as ids, digests and states
 * </ul>
 */
final class PersonalTable {
  private final String name;
  private final String from;
  private final String path;
  private final List<String> names = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final Set<String> special = new LinkedHashSet<>();
  private final Set<String> searchedSpecial = new LinkedHashSet<>();
  private final Set<String> fixed = new LinkedHashSet<>();

  /**
   * A text.
   *
   * @param author SQL over the row {@code t}: who wrote it
   * @param empty SQL of what is left of it
   */
  record Text(String column, String author, String empty) {}

  private PersonalTable(String name, String from, String path) {
    this.name = name;
    this.from = from;
    this.path = path;
  }

  /**
   * A table whose rows belong to nothing that has a path.
   *
   * @param path SQL over the row {@code t}: what a mention is reported as
   */
  static PersonalTable of(String name, String path) {
    return new PersonalTable(name, name + " t left join model m on false", path);
  }

  /** A table of which each row belongs to the model of {@code model_id}. */
  static PersonalTable ofModel(String name) {
    return of(name, name + " t left join model m on m.id = t.model_id", "'models/' || m.name");
  }

  /** A table of which each row belongs to the version of {@code version_id}. */
  static PersonalTable ofVersion(String name) {
    return of(
        name,
        name + " t join version v on v.id = t.version_id join model m on m.id = v.model_id",
        "'models/' || m.name || '/versions/' || v.number");
  }

  /**
   * @param from SQL of the rows {@code t} with the models {@code m} that they belong to
   */
  static PersonalTable of(String name, String from, String path) {
    return new PersonalTable(name, from, path);
  }

  PersonalTable names(String... columns) {
    names.addAll(List.of(columns));
    return this;
  }

  /** Texts that the person in a column wrote. Null is left of them. */
  PersonalTable texts(String author, String... columns) {
    for (String column : columns) texts.add(new Text(column, "t." + author, "null"));
    return this;
  }

  /**
   * A text whose author is not in a column.
   *
   * @param author SQL over the row {@code t} alone
   */
  PersonalTable text(String column, String author) {
    texts.add(new Text(column, author, "null"));
    return this;
  }

  /** A text that cannot be null, so that nothing is left but an empty one. */
  PersonalTable requiredText(String author, String column) {
    texts.add(new Text(column, "t." + author, "''"));
    return this;
  }

  PersonalTable documents(String... columns) {
    documents.addAll(List.of(columns));
    return this;
  }

  PersonalTable words(String... columns) {
    words.addAll(List.of(columns));
    return this;
  }

  /** Columns that have statements of their own in the classes of this package. */
  PersonalTable special(String... columns) {
    special.addAll(List.of(columns));
    return this;
  }

  /** The same, and they are searched for mentions. */
  PersonalTable searchedSpecial(String... columns) {
    searchedSpecial.addAll(List.of(columns));
    return special(columns);
  }

  PersonalTable fixed(String... columns) {
    fixed.addAll(List.of(columns));
    return this;
  }

  String name() {
    return name;
  }

  /** SQL of the rows {@code t}, with the model {@code m} that each belongs to, if any. */
  String from() {
    return from;
  }

  String path() {
    return path;
  }

  List<String> names() {
    return names;
  }

  List<Text> texts() {
    return texts;
  }

  List<String> documents() {
    return documents;
  }

  /** The columns in which others may mention a name. */
  List<String> searched() {
    List<String> all = new ArrayList<>(words);
    texts.forEach(text -> all.add(text.column()));
    all.addAll(documents);
    all.addAll(searchedSpecial);
    return all;
  }

  /** All columns that are classified. */
  Set<String> columns() {
    Set<String> all = new LinkedHashSet<>(names);
    texts.forEach(text -> all.add(text.column()));
    all.addAll(documents);
    all.addAll(words);
    all.addAll(special);
    all.addAll(fixed);
    return all;
  }
}
