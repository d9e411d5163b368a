package dev.roster.storage.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
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
 * replaced, so that a repeated call is still answered and has no second effect.
 */
final class ErasedAnswers {
  private static final int AT_A_TIME = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final String name;
  private final String alias;
  private final Pattern word;

  ErasedAnswers(JdbcClient jdbc, String name, String alias) {
    this.jdbc = jdbc;
    this.name = name;
    this.alias = alias;
    this.word =
        Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])");
  }

  private record Row(String principal, String key, int status, byte[] answer) {}

  /** It runs while the name is still there, after the texts were collected. */
  void erase() {
    jdbc.sql(
            """
            delete from idempotency where principal in (
              select 'token:' || id from token where name = :name)
            """)
        .param("name", name)
        .update();
    Row last = new Row("", "", 0, new byte[0]);
    for (List<Row> rows = after(last); !rows.isEmpty(); rows = after(last)) {
      rows.forEach(this::rewrite);
      last = rows.get(rows.size() - 1);
    }
  }

  private List<Row> after(Row last) {
    return jdbc.sql(
            """
            select principal, key, status, answer from idempotency
            where (principal, key) > (:principal, :key) and length(answer) > 0
            order by principal, key limit :some
            """)
        .param("principal", last.principal())
        .param("key", last.key())
        .param("some", AT_A_TIME)
        .query(
            (row, n) ->
                new Row(
                    row.getString("principal"),
                    row.getString("key"),
                    row.getInt("status"),
                    row.getBytes("answer")))
        .list();
  }

  private void rewrite(Row row) {
    JsonNode before;
    try {
      before = JSON.readTree(row.answer());
    } catch (JacksonException encrypted) { // only who asked can read it
      return;
    }
    JsonNode after =
        row.status() < 400 ? erased(before.deepCopy(), model(before)) : reworded(before.deepCopy());
    if (after.equals(before)) return;
    jdbc.sql("update idempotency set answer = :answer where principal = :principal and key = :key")
        .params(
            Map.of(
                "answer", after.toString().getBytes(UTF_8),
                "principal", row.principal(),
                "key", row.key()))
        .update();
  }

  /** The name of the model that the answer is about. */
  private static String model(JsonNode answer) {
    return answer.path("model").stringValue(answer.path("name").stringValue(""));
  }

  private JsonNode erased(JsonNode node, String model) {
    if (node instanceof ObjectNode object)
      object.properties().forEach(field -> field.setValue(erased(field.getValue(), model)));
    if (node instanceof ArrayNode array)
      for (int i = 0; i < array.size(); i++) array.set(i, erased(array.get(i), model));
    if (!node.isString()) return node;
    String text = node.stringValue();
    if (text.equals(name)) return StringNode.valueOf(alias);
    return isErased(text, model) ? StringNode.valueOf("") : node;
  }

  /** The sentences of a refusal may quote a name or a text. */
  private JsonNode reworded(JsonNode node) {
    if (node instanceof ObjectNode object)
      object.properties().forEach(field -> field.setValue(reworded(field.getValue())));
    if (node instanceof ArrayNode array)
      for (int i = 0; i < array.size(); i++) array.set(i, reworded(array.get(i)));
    if (!node.isString()) return node;
    String text = node.stringValue();
    for (String quoted :
        jdbc.sql(
                """
                select distinct text from erased_text
                where length(text) > 2 and position(text in :text) > 0
                """)
            .param("text", text)
            .query(String.class)
            .list()) text = text.replace(quoted, "");
    return StringNode.valueOf(word.matcher(text).replaceAll(alias));
  }

  private boolean isErased(String text, String model) {
    return !text.isEmpty()
        && !model.isEmpty()
        && !text.equals(model)
        && jdbc.sql(
                """
                select exists (select from erased_text x join model m on m.id = x.model_id
                  where md5(x.text) = md5(:text) and x.text = :text and m.name = :model)
                """)
            .param("text", text)
            .param("model", model)
            .query(Boolean.class)
            .single();
  }
}
