package dev.roster.storage.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Erases from the answers that are kept for 24 hours by idempotency key. Those to the person's own
 * tokens go, as nobody can ask for them again. In those to others the name and the texts are
 * replaced, so that a repeated call is still answered and has no second effect. Those that told
 * others the secret of the person's token are emptied, and a repeated call is refused.
 */
final class ErasedAnswers {
  private static final int AT_A_TIME = 500;
  private static final int MAX_MARKS = 40;
  private static final Pattern MARK = Pattern.compile(": | \\(|\\)|[\"']");
  private static final String ANY = "*";
  private static final Set<String> NONE = Set.of("");
  private static final Set<String> NAMES_OF_THINGS =
      Set.of("id", "name", "model", "gate", "report", "policy", "state", "stage", "type", "code");

  /** What Roster words, and may quote others in. */
  private static final Set<String> SENTENCES =
      Set.of("detail", "reason", "remedy", "closedBecause", "summary");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final ErasedSubject person;
  private final Pattern word;
  private final Set<Long> texts = new HashSet<>();

  ErasedAnswers(ErasedSubject person) {
    this.jdbc = person.jdbc();
    this.person = person;
    this.word =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}_])" + Pattern.quote(person.name()) + "(?![\\p{L}\\p{N}_])");
  }

  private record Row(String principal, String key, byte[] answer) {}

  /** It runs while the name is still there, after the texts were collected. */
  void erase() {
    person.run(
        """
        delete from idempotency where principal in (
          select 'token:' || id from token where name = :name)
        """);
    secrets();
    load();
    Row last = new Row("", "", new byte[0]);
    for (List<Row> rows = after(last); !rows.isEmpty(); rows = after(last)) {
      rows.forEach(this::rewrite);
      last = rows.get(rows.size() - 1);
    }
  }

  /** An answer with a secret can be read by its caller alone, so nothing is left of it. */
  private void secrets() {
    person.run(
        """
        update idempotency set answer = ''
        where substring(headers ->> 'Location' from '/tokens/([^/]+)$') in (
          select id from token where name = :name)
        """);
  }

  private List<Row> after(Row last) {
    return jdbc.sql(
            """
            select principal, key, answer from idempotency
            where (principal, key) > (:principal, :key) and length(answer) > 0
            order by principal, key limit :some
            """)
        .param("principal", last.principal())
        .param("key", last.key())
        .param("some", AT_A_TIME)
        .query(
            (row, n) ->
                new Row(row.getString("principal"), row.getString("key"), row.getBytes("answer")))
        .list();
  }

  private void rewrite(Row row) {
    JsonNode before;
    try {
      before = JSON.readTree(row.answer());
    } catch (JacksonException encrypted) { // only who asked can read it
      return;
    }
    JsonNode after = new ErasedJson(names(before)).of(before.deepCopy());
    if (after.equals(before)) return;
    jdbc.sql("update idempotency set answer = :answer where principal = :principal and key = :key")
        .params(
            Map.of(
                "answer", after.toString().getBytes(UTF_8),
                "principal", row.principal(),
                "key", row.key()))
        .update();
  }

  /** The names of the models that the answer is about. */
  private static Set<String> names(JsonNode answer) {
    Set<String> models = new HashSet<>(answer.findValuesAsString("model"));
    models.add(answer.path("name").stringValue(""));
    return models;
  }

  /** The texts, by model. There may be very many, so their hashes are held. */
  private void load() {
    jdbc.sql(
            """
            select distinct coalesce(m.name, '') as model, x.text
            from erased_text x left join model m on m.id = x.model_id where x.text <> ''
            """)
        .query(
            row -> {
              texts.add(hash(row.getString("model"), row.getString("text")));
              texts.add(hash(ANY, row.getString("text")));
            });
  }

  private static long hash(String model, String text) {
    return ByteBuffer.wrap(Sha256.hash(model + "\0" + text)).getLong();
  }

  /** Erases from one answer. */
  private final class ErasedJson {
    private final Set<String> models;

    ErasedJson(Set<String> models) {
      this.models = models;
    }

    JsonNode of(JsonNode node) {
      return of("", node);
    }

    private JsonNode of(String field, JsonNode node) {
      if (node instanceof ObjectNode object)
        object.properties().forEach(each -> each.setValue(of(each.getKey(), each.getValue())));
      if (node instanceof ArrayNode array)
        for (int i = 0; i < array.size(); i++) array.set(i, of(field, array.get(i)));
      return node.isString() && !NAMES_OF_THINGS.contains(field)
          ? StringNode.valueOf(of(field, node.stringValue()))
          : node;
    }

    private String of(String field, String text) {
      if (text.equals(person.name())) return person.alias();
      if (isErased(text)) return "";
      if (!SENTENCES.contains(field)) return text;
      String left = text;
      for (String part : parts(text)) if (isErased(part)) left = left.replace(part, "");
      return word.matcher(left).replaceAll(person.alias());
    }

    private boolean isErased(String text) {
      return models.stream().anyMatch(model -> texts.contains(hash(model, text)))
          || texts.contains(hash("", text))
          || models.equals(NONE) && texts.contains(hash(ANY, text));
    }
  }

  /** What a sentence of Roster may quote: all between two of its marks. */
  private static List<String> parts(String sentence) {
    List<Integer> marks = new ArrayList<>(List.of(0));
    Matcher mark = MARK.matcher(sentence);
    while (mark.find() && marks.size() < MAX_MARKS) {
      marks.add(mark.start());
      marks.add(mark.end());
    }
    marks.add(sentence.length());
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < marks.size(); from++)
      for (int to = marks.size() - 1; to > from; to--)
        if (marks.get(to) - marks.get(from) > 2)
          parts.add(sentence.substring(marks.get(from), marks.get(to)));
    return parts;
  }
}
