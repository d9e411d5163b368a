package dev.roster.core.search;

import dev.roster.core.problem.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tokens of a text, read from the front; and what all parsers read: fields. */
final class Tokens {
  static final int LONGEST = 4_096;

  private final List<Token> tokens;
  private final Complaint complaint;
  private int next;

  Tokens(String text, Complaint complaint) {
    this.complaint = complaint;
    if (text.length() > LONGEST)
      throw complaint.at(LONGEST, "expected the end; at most %,d characters".formatted(LONGEST));
    this.tokens = new Lexer(text, complaint).tokens();
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) next++;
    return token;
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
    return peek().kind() == Token.Kind.END;
  }

  Refused expected(String what) {
    return complaint.at(peek().start(), "expected " + what + ", not " + peek().shown());
  }

  Refused wrong(Token token, String detail) {
    return complaint.at(token.start(), detail);
  }

  Refused wrongAt(int position, String detail) {
    return complaint.at(position, detail);
  }

  /** {@code name}, {@code tags.team}, {@code tags."odd key"}, {@code metrics.f1[dataset='x']}. */
  FieldRef field() {
    Token name = peek();
    if (name.kind() != Token.Kind.WORD) throw expected("a field, as name or tags.KEY");
    take();
    Optional<Field> plain = Field.named(name.text());
    if (plain.isPresent() && !plain.get().isKeyed()) return FieldRef.of(plain.get());
    if (plain.isPresent())
      throw complaint.at(name.end(), "expected a key, as in " + plain.get().shown());
    int dot = name.text().indexOf('.');
    Field field = dot < 0 ? null : Field.named(name.text().substring(0, dot)).orElse(null);
    if (field == null || !field.isKeyed()) throw unknown(name);
    return keyed(field, name, dot);
  }

  private FieldRef keyed(Field field, Token name, int dot) {
    String key = name.text().substring(dot + 1);
    if (key.isEmpty() && peek().kind() == Token.Kind.QUOTED && peek().start() == name.end())
      key = take().text();
    if (key.isEmpty()) throw complaint.at(name.end(), "expected a key, as in " + field.shown());
    if (name.hasStar()) throw wrong(name, "a key has no *; write an odd key in quotes");
    return new FieldRef(field, key, field.isPerDataset() ? dataset() : null);
  }

  private @Nullable String dataset() {
    if (!takeIf("[")) return null;
    if (!takeKeyword("dataset")) throw expected("dataset");
    if (!takeIf("=")) throw expected("=");
    if (!peek().isText()) throw expected("a dataset's name");
    Token dataset = take();
    if (dataset.hasStar()) throw wrong(dataset, "a dataset is named whole here, without *");
    if (!takeIf("]")) throw expected("]");
    return dataset.value();
  }

  private Refused unknown(Token name) {
    String text = name.text();
    List<String> heads = Arrays.stream(Field.values()).map(Field::wire).toList();
    int dot = text.indexOf('.');
    Optional<String> near = Words.nearest(heads, text);
    if (near.isEmpty() && dot > 0) near = Words.nearest(heads, text.substring(0, dot));
    String shown =
        near.flatMap(Field::named).map(f -> "; did you mean " + f.shown() + "?").orElse("");
    String all = Arrays.stream(Field.values()).map(Field::shown).collect(Collectors.joining(", "));
    return wrong(
        name,
        "there is no field "
            + name.shown()
            + (shown.isEmpty() ? "; expected one of " + all : shown));
  }
}
