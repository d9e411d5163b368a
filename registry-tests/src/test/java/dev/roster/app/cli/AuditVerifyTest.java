package dev.roster.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.OwnEngines;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./roster audit verify}, on the log of a real server and on an export of it. */
class AuditVerifyTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final RecordedLog LOG = RecordedLog.get();
  private static final Engines.Database DATABASE = LOG.database();
  private static final Engines.Bucket BUCKET = LOG.bucket();

  /** What somebody kept elsewhere. */
  @TempDir static Path kept;

  private static Path export;
  private static final int HALF = LOG.half();
  private static final int SIZE = LOG.size();

  @BeforeAll
  static void keep() throws IOException {
    export = Files.writeString(kept.resolve("audit.ndjson"), LOG.export());
    for (Map.Entry<Integer, String> each : LOG.checkpoints().entrySet())
      Files.writeString(checkpoint(each.getKey()), each.getValue());
  }

  private static Path checkpoint(int covers) {
    return kept.resolve("checkpoint-" + covers);
  }

  @Test
  void aLogThatNobodyTouchedIsSound() {
    CommandRun run = verify(DATABASE, "--checkpoint", checkpoint(HALF).toString());
    assertThat(run.out()).as(run.err()).contains("Sound: " + SIZE + " entries", root());
    assertThat(run.status()).isZero();
  }

  private static String root() {
    return LOG.checkpoints().get(LOG.size()).split("\n")[2];
  }

  @Test
  void anExportIsProvenWithoutADatabase() {
    CommandRun run = offline(export, checkpoint(HALF), checkpoint(SIZE));
    assertThat(run.out())
        .as(run.err())
        .contains("Sound: " + SIZE + " entries, 2 checkpoints", root());
    assertThat(run.status()).isZero();
    CommandRun alone = CommandRun.of("audit", "verify", "--export", export.toString());
    assertThat(alone.status()).isZero();
    assertThat(alone.out()).contains("No checkpoint was there");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a detail is changed|update audit_entry set detail = '{}' where seq >= 7|seq 7: its hash is not that of its content",
        "a subject is changed|update audit_entry set subject = gen_random_uuid() where seq = 9|seq 9: its hash is not",
        "a time is changed|update audit_entry set at = at + interval '1 microsecond' where seq = 8|seq 8: its hash is not",
        "a reason is changed|update audit_text set texts = jsonb_set(texts, '{reason,value}', '\"x\"')"
            + " where entry_id = (select id from audit_entry where seq = 8)|seq 8: its text reason is not the one committed to",
        "an entry is removed|delete from audit_entry where seq = 4|seq 4: the entry is missing",
        "two entries are swapped|update audit_entry set seq = 1003 - seq where seq < 3; update audit_entry set seq ="
            + " seq - 1000 where seq > 1000|seq 1: its hash is not"
      })
  void aChangedRowIsNamed(String what, String sql, String found) {
    CommandRun run = changed(sql);
    assertThat(run.out()).contains(found);
    assertThat(run.status()).isEqualTo(1);
  }

  /** Whoever owns the database can write hashes anew; the checkpoints show it. */
  @Test
  void aTailThatWasRewrittenWithItsHashesIsFoundAfterTheLastCheckpointThatMatches() {
    int first = HALF + 3;
    CommandRun run = changed("update audit_entry set hash = sha256('x') where seq >= " + first);
    assertThat(run.out()).contains("The first wrong entry is seq " + first);
    CommandRun consistent = changed(rewrittenFrom(first));
    assertThat(consistent.out())
        .contains(
            "the entries %d to %d are not those that were signed"
                .formatted(HALF + 1, LOG.checkpoints().higherKey(HALF)),
            "The first wrong entry is seq " + (HALF + 1));
    assertThat(consistent.status()).isEqualTo(1);
  }

  /** Entries that agree with their own hashes: a leaf is made in SQL. */
  private static String rewrittenFrom(int first) {
    return """
        delete from audit_text where entry_id in (select id from audit_entry where seq >= FIRST);
        update audit_entry set action = 'version.purged', detail = '{}', model = 'm',
          version = null, at = date_trunc('second', at) where seq >= FIRST;
        update audit_entry set hash = sha256('\\x00'::bytea || convert_to(format(
          '{"action":"version.purged","at":"%s","detail":{},"model":"m","seq":%s,"subject":"%s","version":null}',
          to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), seq, subject), 'UTF8'))
          where seq >= FIRST
        """
        .replace("FIRST", String.valueOf(first));
  }

  @Test
  void aTailWhoseCheckpointsWereRemovedIsFoundByOneThatWasKeptElsewhere() {
    String sql = rewrittenFrom(HALF + 1) + "; delete from audit_checkpoint where SIZE > " + HALF;
    assertThat(changed(sql).status()).as("what restoring an older dump looks like").isZero();
    assertThat(changed(sql).out()).contains("an older copy of the database was restored");
    CommandRun run = changed(sql, "--checkpoint", checkpoint(SIZE).toString());
    assertThat(run.out())
        .contains(
            "signed by the checkpoint checkpoint-" + SIZE,
            "The first wrong entry is seq " + (HALF + 1));
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aTailThatWasCutOffIsFound() {
    String sql = "delete from audit_entry where seq > " + (HALF + 2);
    CommandRun run = changed(sql);
    assertThat(run.out())
        .contains("the entries %d to %d are missing".formatted(HALF + 3, SIZE))
        .contains("The first wrong entry is seq " + (HALF + 3));
    assertThat(run.status()).isEqualTo(1);
  }

  /** Whoever has the key signs what he likes, but not the copy in the store. */
  @Test
  void aSecondCheckpointOfOneSizeIsFound() {
    try (S3Client store = BUCKET.client()) {
      String object = "checkpoints/%020d".formatted(SIZE);
      byte[] copy = store.getObjectAsBytes(o -> o.bucket(BUCKET.name()).key(object)).asByteArray();
      assertThat(new String(copy, UTF_8)).isEqualTo(Files.readString(checkpoint(SIZE)));
      String other = new String(copy, UTF_8).replace("\n" + SIZE + "\n", "\n" + HALF + "\n");
      store.putObject(
          o -> o.bucket(BUCKET.name()).key(object), RequestBody.fromString(other, UTF_8));
      try {
        CommandRun run = verify(DATABASE);
        assertThat(run.out()).contains("object " + object + " of the store has no true signature");
        assertThat(run.status()).isEqualTo(1);
      } finally {
        store.putObject(o -> o.bucket(BUCKET.name()).key(object), RequestBody.fromBytes(copy));
      }
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Test
  void aShellMayChangeTheEndOfACheckpoint() throws IOException {
    String note = LOG.checkpoints().get(SIZE);
    for (String other : List.of(note.stripTrailing(), note + "\n", note + "\n\n")) {
      Path file = Files.writeString(kept.resolve("pasted.note"), other);
      assertThat(offline(export, file).status()).isZero();
    }
  }

  @Test
  void aFilteredExportSaysThatItProvesNoTree() throws IOException {
    List<String> lines = Files.readAllLines(export);
    Path filtered = Files.write(kept.resolve("filtered.ndjson"), lines.subList(HALF, SIZE));
    CommandRun run = offline(filtered);
    assertThat(run.out())
        .contains(
            "the entries 1 to " + HALF + " are missing",
            "only a whole export, made without a filter, proves it");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void jsonIsOneDocumentAndNothingElse() {
    JsonNode sound = JSON.readTree(verify(DATABASE, "--json").out());
    assertThat(sound.path("sound").asBoolean()).isTrue();
    assertThat(sound.path("root").asString()).isEqualTo(root());
    JsonNode wrong =
        JSON.readTree(
            changed("update audit_entry set detail = '{}' where seq >= 7", "--json").out());
    assertThat(wrong.path("firstWrongSeq").asInt()).isEqualTo(7);
    assertThat(wrong.at("/faults/0/seq").asInt()).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage|PK#~!|1|the line is not a JSON object",
        "another object|{\"seq\":1}|1|the entry has other members than",
        "a list|[1]|1|the line is not a JSON object",
        "csv|seq,at,actor,action,model,version,detail,hash|2|is CSV, which has no leaves",
        "nothing|''|2|is empty"
      })
  void aFileThatIsNoExportIsToldInOneSentence(String what, String content, int status, String found)
      throws IOException {
    CommandRun run = offline(Files.writeString(kept.resolve("none.ndjson"), content));
    assertThat(run.out() + run.err()).contains(found).doesNotContain("\tat ", "Exception");
    assertThat(run.status()).isEqualTo(status);
  }

  @Test
  void whatIsTooLongIsNotRead() throws IOException {
    Path long16 = kept.resolve("long.ndjson");
    try (var out = Files.newOutputStream(long16)) {
      for (int i = 0; i < 17; i++) out.write("a".repeat(1 << 20).getBytes(UTF_8));
    }
    assertThat(offline(long16).out()).contains("seq 1: the line has more than 16777216 bytes");
    Path note = Files.writeString(kept.resolve("long.note"), "a".repeat(65_537));
    assertThat(offline(export, note).err()).contains("it has more than 65536 bytes");
  }

  @Test
  void whoCannotLookSaysSo() {
    String none = kept.resolve("nowhere").toString();
    CommandRun away = verify(DATABASE, "--roster.datasource.url=jdbc:postgresql://127.0.0.1:1/no");
    List<CommandRun> runs =
        List.of(
            away,
            offline(Path.of(none)),
            offline(export, Path.of(none)),
            CommandRun.of("audit", "verify", "--export", export.toString(), "--key", "log+1+AQ=="),
            CommandRun.of("audit", "verify", "--export", export.toString(), "--checkpoint", none),
            CommandRun.of("audit"));
    for (CommandRun run : runs) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).isNotBlank().doesNotContain("\tat ");
    }
    assertThat(runs.get(4).err()).contains("by --key");
  }

  @Test
  void aCheckpointOfAnotherKeyIsNotTrusted() throws IOException {
    String other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    CommandRun run = verify(DATABASE, "--key", other);
    assertThat(run.out()).contains("and not of [PeterNeumann+c74f20a3]");
    assertThat(run.status()).isEqualTo(1);
  }

  private static CommandRun offline(Path file, Path... checkpoints) {
    List<String> arguments =
        new ArrayList<>(
            List.of("audit", "verify", "--export", file.toString(), "--key", LOG.key()));
    for (Path checkpoint : checkpoints)
      arguments.addAll(List.of("--checkpoint", checkpoint.toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun verify(Engines.Database database, String... more) {
    return CommandRun.of(
        Stream.of(
                Stream.of("audit", "verify"),
                OwnEngines.flags(database, BUCKET).stream(),
                Stream.of(more))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  /** Verifies a copy of the database that was changed, and throws it away. */
  private static CommandRun changed(String sql, String... more) {
    String name = DATABASE.url().replaceFirst(".*/([^/?]+).*", "$1");
    Engines.Database copy =
        new Engines.Database(
            DATABASE.url().replace(name, "audit_copy"), DATABASE.username(), DATABASE.password());
    run(DATABASE, "create database audit_copy template " + name);
    try {
      run(copy, "set session_replication_role = replica; " + sql); // no trigger minds
      return verify(copy, more);
    } finally {
      run(DATABASE, "drop database audit_copy with (force)");
    }
  }

  private static void run(Engines.Database database, String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
