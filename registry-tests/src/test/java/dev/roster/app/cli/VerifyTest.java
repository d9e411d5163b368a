package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.settings.Settings;
import dev.roster.app.start.RosterServer;
import dev.roster.app.verify.ResumedBytes;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody does behind Roster's back is found and named. */
class VerifyTest {
  private static final String ADMIN = "verify-admin-token-0123456789abcdefgh";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Engines.Database DATABASE = Engines.database();
  private static final Engines.Bucket BUCKET = Engines.bucket();

  @BeforeAll
  static void register() throws IOException, InterruptedException {
    try (RosterServer server = RosterServer.start(Settings.load(settings(), null))) {
      Calls calls = new Calls(server.url(), ADMIN);
      calls.post("/api/v1/models", "{\"name\":\"credit\"}");
      calls.post(
          "/api/v1/webhooks",
          "{\"name\":\"x\",\"url\":\"https://none.invalid/\",\"events\":[\"version.created\"],\"models\":\"c*\"}");
      changedWebhook(calls);
      for (int number = 1; number <= 2; number++) {
        calls.ready("credit", number);
        calls.move("credit", number, "staging");
        calls.move("credit", number, "production");
      }
      calls.alias("credit", "Champion", 1);
      approvedMove(calls);
      for (String risk : List.of("minimal", "limited"))
        calls.send(
            "PUT",
            "/api/v1/models/credit/versions/1/card",
            "{\"contact\":\"ann\",\"riskClass\":\"" + risk + "\"}");
      reclaimed(calls);
      comeAndGo(calls, "/api/v1/models/lost");
    }
  }

  /** The webhook of a contributor, which began with the events of another model. */
  private static void changedWebhook(Calls calls) throws IOException, InterruptedException {
    String token =
        calls.post(
            "/api/v1/tokens",
            "{\"name\":\"ci\",\"grants\":[{\"role\":\"contributor\",\"models\":\"c*\"}]}");
    Calls maker = new Calls(calls.url(), JSON.readTree(token).path("token").asString());
    String made =
        maker.post(
            "/api/v1/webhooks",
            "{\"name\":\"changed\",\"url\":\"https://none.invalid/\",\"models\":\"car\"}");
    maker.send(
        "PATCH",
        "/api/v1/webhooks/" + JSON.readTree(made).path("id").asString(),
        "{\"models\":\"credit\"}");
  }

  /** Version 1 leaves staging on the approval of somebody else, and comes back. */
  private static void approvedMove(Calls calls) throws IOException, InterruptedException {
    calls.send(
        "PUT",
        "/api/v1/models/credit/policy",
        "{\"edges\":[{\"from\":\"staging\",\"to\":\"none\",\"approvals\":{\"count\":1}}]}");
    String token =
        calls.post(
            "/api/v1/tokens",
            "{\"name\":\"ann\",\"grants\":[{\"role\":\"approver\",\"models\":\"credit\"}]}");
    String made = calls.post("/api/v1/models/credit/versions/1/requests", "{\"to\":\"none\"}");
    String request = "/api/v1/requests/" + JSON.readTree(made).path("id").asString();
    new Calls(calls.url(), JSON.readTree(token).path("token").asString())
        .post(request + "/approvals", "{\"decision\":\"approve\"}");
    calls.send("POST", request + "/execute", "");
    calls.send("POST", "/api/v1/models/credit/versions/1/transitions", "{\"to\":\"staging\"}");
  }

  /** A version that was retired, and whose bytes retention has reclaimed. */
  private static void reclaimed(Calls calls) throws IOException, InterruptedException {
    calls.post("/api/v1/models", "{\"name\":\"worn\"}");
    calls.ready("worn", 1);
    calls.send(
        "PUT",
        "/api/v1/models/worn/policy",
        "{\"edges\":[],\"retention\":{\"reclaimRetiredAfter\":\"PT0.001S\"}}");
    calls.move("worn", 1, "retired");
    String ran = calls.post("/api/v1/retention/runs", "");
    assertThat(JSON.readTree(ran).path("items").size()).isEqualTo(1);
  }

  /** Deleted, restored, purged, registered again and renamed. */
  private static void comeAndGo(Calls calls, String path) throws IOException, InterruptedException {
    calls.post("/api/v1/models", "{\"name\":\"lost\",\"owner\":\"ann\",\"tags\":{\"a\":\"b\"}}");
    calls.ready("lost", 1);
    calls.move("lost", 1, "staging");
    calls.alias("lost", "champion", 1);
    calls.send("DELETE", path + "/versions/1", "");
    calls.send("POST", path + "/versions/1/restore", "");
    calls.send("DELETE", path, "");
    calls.send("POST", path + "/restore", "");
    calls.send("PATCH", path, "{\"name\":\"found\",\"tags\":{\"a\":null}}");
    calls.send("PATCH", path.replace("lost", "found"), "{\"name\":\"lost\",\"owner\":null}");
    calls.send("DELETE", path, "");
    calls.send("POST", path + "/purge", "");
    calls.send("POST", "/api/v1/models", "{\"name\":\"LOST\"}");
  }

  @Test
  void whatNobodyTouchedIsSound() {
    CommandRun run = verify();
    assertThat(run.out())
        .as(run.err())
        .contains("Sound: I1, I2, I3, I4, I6 and I7 hold.", "3 versions", "2 files");
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a subject is changed|update audit_entry set subject = gen_random_uuid() where seq = 3|I3  audit entry 3 ",
        "an actor is changed|update audit_subject set name = 'nobody'|I3  credit/1 none to staging",
        "a reason is changed|update audit_text set texts = jsonb_set(texts, '{reason,value}', '\"x\"')"
            + " where texts ? 'reason'|its text reason is not the one committed to",
        "a detail is changed|update audit_entry set detail = '{}' where action = 'version.finalized'"
            + " and version = 2|I3  audit entry ",
        "an entry is removed|delete from audit_entry where seq = 4|I3  audit entries 4 to 4: they are missing",
        "the tail is removed|delete from audit_entry where seq = (select max(seq) from audit_entry)|I3  audit checkpoint ",
        "an entry is written anew, with its hash|update audit_entry set hash = sha256('x') where seq = 5"
            + "|they are not those that the checkpoint of that size was made for",
        "a transition is removed|delete from transition where number = 1 and to_stage ="
            + " 'production'|I3  audit entry ",
        "a second one serves|drop index version_in_production; update version set stage ="
            + " 'production' where number = 1|I2  credit: versions 1, 2 are in production at once",
        "a stage is changed|update version set stage = 'retired' where number = 1|I2  credit/1: it is"
            + " in retired, but its last transition went to staging",
        "an owner is changed|update model set owner = 'thief'|I3  credit owner: it differs"
            + " from the last value in its history",
        "a tag is changed|update version set tags = '{\"a\":\"b\"}' where number = 1|I3  credit/1 tags: it"
            + " differs from the last value in its history",
        "an alias is moved|update alias set version_id = (select id from version where number ="
            + " 2)|I3  credit champion: the alias differs from the last value in its history",
        "a move in the history is changed|update history set value = '\"retired\"' where fact = 'stage'"
            + " and value = '\"production\"'|a transition is not in the history, or is there more than once",
        "a move in the history is removed|delete from history where fact = 'alias'|the entry has a"
            + " change that is not in the history",
        "an actor in the history is changed|update history set actor = 'nobody' where fact ="
            + " 'name'|the history has a change that is not in its audit entry",
        "a manifest is changed|update version set manifest = '{}' where number = 2|I1  credit/2 ",
        "a signature is added|update version set signature = '{\"inputs\":[]}' where number = 2|its"
            + " signature differs from its manifest",
        "a file is renamed|update artifact set path = 'other' where version_id = (select id from"
            + " version where number = 2)|its files differ from its manifest",
        "bytes are left behind|delete from artifact where version_id = (select id from version where"
            + " number = 2)|I4  blob ",
        "an alias is spelt otherwise|update alias set name = 'CHAMPION'|I3  credit champion: the alias"
            + " differs from the last value in its history",
        "an approval is moved to other bytes|update approval set digest = 'sha256:0'|the request or an"
            + " approval of it is for another digest than the version has",
        "an approval is removed|delete from approval|I7  credit/1 request ",
        "an approval did not count|update approval set counted = false|executed without the approvals",
        "a request is used twice|update transition set request_id = null|not by one move of the same"
            + " bytes by the same policy",
        "an approver is changed|update approval set actor = 'nobody'|no audit entry approval.given by"
            + " who gave it",
        "a request is opened again|update request set state = 'open', closed_at = null, closed_by ="
            + " null|a move says that it was approved, but executed no request",
        "a policy is unbound past the log|insert into model_policy (model_id, at, actor) select model_id,"
            + " now(), 'nobody' from model_policy|I3  credit: the model was given another policy",
        "a policy is revised past the log|insert into policy (name, revision, created_at) values ('loose',"
            + " 1, now()); insert into policy_revision select id, 1, '{\"edges\":[]}', now(), 'nobody' from"
            + " policy|I3  policy loose revision 1: the revision of the policy has no audit entry",
        "a policy has no document|insert into policy (name, revision, created_at) values ('loose', 1,"
            + " now())|I3  policy loose: the last revision of the policy is not the one that is in force",
        "a card is written past the log|update card set revision = revision + 1|I3  credit/1: its card has"
            + " more or fewer changes",
        "a risk class is lowered|update card set risk_class = 'minimal'|I3  credit/1: its card has another"
            + " risk class",
        "another is said to have written|update card set written_by = 'nobody'|I3  credit/1: its card was"
            + " last changed by somebody else",
        "a tombstone is removed|delete from reclaimed|I3  worn/1: its bytes were reclaimed, and it has no"
            + " tombstone",
        "who reclaimed is changed|update reclaimed set reclaimed_by = 'nobody'|no audit entry"
            + " version.reclaimed, or another one",
        "reclaimed bytes are said to be there|update version set status = 'ready' where status ="
            + " 'reclaimed' and deleted_at is null|it has a tombstone, and its bytes were not reclaimed",
        "a reclaimed version gets a file|update artifact set version_id = (select version_id from"
            + " reclaimed) where version_id = (select min(version_id) from artifact)|I1  worn/1 ",
        "an event is dropped|delete from webhook_lane; delete from webhook_delivery; update webhook set"
            + " behind = null|I9  webhook ",
        "an event for a changed webhook is dropped|delete from webhook_lane; delete from webhook_delivery;"
            + " update webhook set behind = null; delete from webhook where name = 'x'|I9  webhook ",
        "an event overtakes|update webhook_delivery set state = 'delivered', seq = (select max(seq) from"
            + " audit_entry where action = 'version.created' and model = 'credit')|sent to a webhook before an earlier one",
        "an answer is kept twice|alter table idempotency drop constraint idempotency_pkey; insert"
            + " into idempotency select * from idempotency limit 1|I6  key "
      })
  void aChangedRowIsFound(String what, String sql, String found) throws SQLException {
    try (Connection connection = DATABASE.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database verify_copy template " + databaseName());
    }
    // a copy of the database, changed and thrown away
    Engines.Database copy =
        new Engines.Database(
            DATABASE.url().replace(databaseName(), "verify_copy"),
            DATABASE.username(),
            DATABASE.password());
    try {
      try (Connection connection = copy.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("set session_replication_role = replica"); // no trigger minds
        statement.execute(sql);
      }
      CommandRun run = verify("--roster.datasource.url=" + copy.url());
      assertThat(run.out()).contains(found);
      assertThat(run.status()).isEqualTo(1);
    } finally {
      try (Connection connection = DATABASE.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("drop database verify_copy with (force)");
      }
    }
  }

  @Test
  void aMissingObjectIsNamedWithModelVersionPathAndDigest() {
    changed(
        (store, key) -> store.deleteObject(o -> o.bucket(BUCKET.name()).key(key)),
        "the store has no object under its key");
  }

  @Test
  void aFlippedByteIsFound() {
    changed(
        (store, key) -> put(store, key, "bytes of 3".getBytes()), "the store holds other bytes");
  }

  @Test
  void aCutObjectIsFound() {
    changed(
        (store, key) -> put(store, key, "bytes".getBytes()),
        "the store holds 5 bytes instead of 10");
  }

  @Test
  void whoCannotLookSaysSo() {
    CommandRun run = verify("--roster.datasource.url=jdbc:postgresql://127.0.0.1:1/none");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("The database cannot be read");
    assertThat(CommandRun.of("verify", "--data-dir", "/nowhere").status()).isEqualTo(2);
  }

  @Test
  void jsonIsOneDocumentAndNothingElse() {
    CommandRun sound = verify("--json");
    JsonNode document = JSON.readTree(sound.out());
    assertThat(document.path("sound").asBoolean()).isTrue();
    assertThat(document.path("findings")).isEmpty();
    assertThat(document.path("checked").toString()).contains("3 versions", "2 files");
    assertThat(document.at("/bytes/read/blobs").asInt()).isEqualTo(2);
    assertThat(sound.err()).isEmpty();

    changed(
        (store, key) -> put(store, key, "bytes".getBytes()),
        run -> {
          JsonNode finding = JSON.readTree(run.out()).at("/findings/0");
          assertThat(finding.path("invariant").asString()).isEqualTo("I1");
          assertThat(finding.path("where").asString()).startsWith("credit/");
          assertThat(finding.path("remedy").asString()).contains("upload the same file");
        },
        "--json");
  }

  @Test
  void aSampleReadsSomeFilesAndSaysWhichSeedRepeatsIt() {
    CommandRun run = verify("--sample", "50%");
    assertThat(run.status()).isZero();
    assertThat(run.out()).containsPattern("1 of 2 files were read; --seed [0-9]+ repeats it");
    CommandRun json = verify("--sample", "1", "--seed", "7", "--json");
    assertThat(JSON.readTree(json.out()).at("/bytes/seed").asLong()).isEqualTo(7);
  }

  @Test
  void aSampleThatIsNoneIsRefusedBeforeAnythingIsRead() {
    for (String[] wrong :
        List.of(
            new String[] {"--sample", "0%"},
            new String[] {"--seed", "1"},
            new String[] {"--sample", "1", "--anew"})) {
      CommandRun run = verify(wrong);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("--sample");
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void aStoppedRunIsTakenUpAndSaysWhatItDoesNotReadAgain(@TempDir Path folder) {
    Path state = folder.resolve("state");
    String store = BUCKET.endpoint() + " " + BUCKET.name();
    long first = Long.parseLong(one("select min(blob_id) from artifact"));
    String key = one("select key from blob where id = " + first);
    readUpTo(state, store, first, key);

    assertThat(verify("--resume", state.toString()).out())
        .contains("Sound", "were read by the run that began at", "--anew");
    assertThat(state).doesNotExist();

    readUpTo(state, store, first, key);
    assertThat(verify("--resume", state.toString(), "--anew").out())
        .contains("Sound")
        .doesNotContain("Taken up");
  }

  private static void readUpTo(Path state, String store, long blob, String key) {
    new ResumedBytes(state, store, Duration.ofHours(1), Clock.systemUTC()).wasRead(blob, key, true);
  }

  private interface Change {
    void on(S3Client store, String key);
  }

  private static void changed(Change change, String found) {
    changed(
        change,
        run -> assertThat(run.out()).contains("I1  credit/", " model/model.bin sha256:", found));
  }

  private static void changed(Change change, Consumer<CommandRun> found, String... options) {
    try (S3Client store = BUCKET.client()) {
      String key = key("bytes of 2".length());
      byte[] bytes = store.getObjectAsBytes(o -> o.bucket(BUCKET.name()).key(key)).asByteArray();
      change.on(store, key);
      try {
        CommandRun run = verify(options);
        found.accept(run);
        assertThat(run.status()).isEqualTo(1);
      } finally {
        put(store, key, bytes);
      }
    }
  }

  private static String key(int size) {
    return one("select max(key) from blob where size = " + size);
  }

  private static String one(String sql) {
    try (Connection connection = DATABASE.dataSource().getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void put(S3Client store, String key, byte[] bytes) {
    store.putObject(o -> o.bucket(BUCKET.name()).key(key), RequestBody.fromBytes(bytes));
  }

  private static String databaseName() {
    return DATABASE.url().replaceFirst(".*/([^/?]+).*", "$1");
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("roster.port", "0");
    settings.put("roster.admin-token", ADMIN);
    settings.put("roster.datasource.url", DATABASE.url());
    settings.put("roster.datasource.username", DATABASE.username());
    settings.put("roster.datasource.password", DATABASE.password());
    settings.put("roster.s3.endpoint", BUCKET.endpoint());
    settings.put("roster.s3.bucket", BUCKET.name());
    settings.put("roster.s3.access-key", BUCKET.accessKey());
    settings.put("roster.s3.secret-key", BUCKET.secretKey());
    return settings;
  }

  private static CommandRun verify(String... more) {
    Map<String, String> flags = settings();
    List<String> arguments = new ArrayList<>(List.of("verify"));
    for (String each : more)
      if (each.startsWith("--roster."))
        flags.put(each.substring(2).split("=")[0], each.split("=", 2)[1]);
      else arguments.add(each);
    flags.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
