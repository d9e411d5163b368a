package dev.roster.core.search;

import dev.roster.core.problem.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the lexemes of a text from the front, and the fields that all parsers share. */
final class LexemeReader {
  static final int MAX_LENGTH = 4_096;

  private final List<Lexeme> lexemes;
  private final SyntaxError error;
  private int next;

  LexemeReader(String text, SyntaxError error) {
    this.error = error;
    if (text.length() > MAX_LENGTH)
      throw error.at(MAX_LENGTH, "expected the end; at most %,d characters".formatted(MAX_LENGTH));
    this.lexemes = new Lexer(text, error).lexemes();
  }

  Lexeme peek() {
    return lexemes.get(next);
  }

  Lexeme take() {
    Lexeme lexeme = lexemes.get(next);
    if (lexeme.kind() != Lexeme.Kind.END) next++;
    return lexeme;
  }

  boolean takeIf(String sign) {
    if (!peek().is(sign)) return false;
    next++;
    return true;
  }

  boolean takeKeyword(String keyword) {
    if (!peek().isKeyword(keyword)) return false;
    next++;
    return true;
  }

  boolean atEnd() {
    return peek().kind() == Lexeme.Kind.END;
  }

  Refused expected(String what) {
    return error.at(peek().start(), "expected " + what + ", not " + peek().shown());
  }

  Refused wrong(Lexeme lexeme, String detail) {
    return error.at(lexeme.start(), detail);
  }

  Refused wrongAt(int position, String detail) {
    return error.at(position, detail);
  }

  /** {@code name}, {@code tags.team}, {@code tags."odd key"}, {@code metrics.f1[dataset='x']}. */
  FieldRef field() {
    Lexeme name = peek();
    if (name.kind() != Lexeme.Kind.WORD) throw expected("a field, as name or tags.KEY");
    take();
    Optional<Field> plain = Field.named(name.text());
    if (plain.isPresent() && !plain.get().isKeyed()) return FieldRef.of(plain.get());
    if (plain.isPresent())
      throw error.at(name.end(), "expected a key, as in " + plain.get().shown());
    int dot = name.text().indexOf('.');
    Field field = dot < 0 ? null : Field.named(name.text().substring(0, dot)).orElse(null);
    if (field == null || !field.isKeyed()) throw unknown(name);
    return keyed(field, name, dot);
  }

  private FieldRef keyed(Field field, Lexeme name, int dot) {
    String key = name.text().substring(dot + 1);
    if (key.isEmpty() && peek().kind() == Lexeme.Kind.QUOTED && peek().start() == name.end())
      key = take().text();
    if (key.isEmpty()) throw error.at(name.end(), "expected a key, as in " + field.shown());
    if (name.hasStar()) throw wrong(name, "a key has no wildcards; put a key with * in quotes");
    return new FieldRef(field, key, field.isPerDataset() ? dataset() : null);
  }

  private @Nullable String dataset() {
    if (!takeIf("[")) return null;
    if (!takeKeyword("dataset")) throw expected("dataset");
    if (!takeIf("=")) throw expected("=");
    if (!peek().isText()) throw expected("a dataset's name");
    Lexeme dataset = take();
    if (dataset.hasStar())
      throw wrong(dataset, "write the whole name of the dataset here, without *");
    if (!takeIf("]")) throw expected("]");
    return dataset.value();
  }

  private Refused unknown(Lexeme name) {
    String text = name.text();
    List<String> heads = Arrays.stream(Field.values()).map(Field::wire).toList();
    int dot = text.indexOf('.');
    Optional<String> near = Spelling.nearest(heads, text);
    if (near.isEmpty() && dot > 0) near = Spelling.nearest(heads, text.substring(0, dot));
    String shown =
        near.flatMap(Field::named).map(f -> " (did you mean " + f.shown() + "?)").orElse("");
    String all = Arrays.stream(Field.values()).map(Field::shown).collect(Collectors.joining(", "));
    return wrong(
        name,
        "there is no field "
            + name.shown()
            + (shown.isEmpty() ? "; expected one of " + all : shown));
  }
}
