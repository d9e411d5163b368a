package dev.roster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class EnginesTest {
  @Test
  void databasesAreDurableAndApart() throws SQLException {
    Engines.Database one = Engines.database();
    Engines.Database other = Engines.database();

    assertThat(one.url()).isNotEqualTo(other.url());
    try (Connection connection = one.dataSource().getConnection()) {
      connection.createStatement().execute("create table mine (id int)");
      assertThat(setting(connection, "fsync")).isEqualTo("on");
      assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
    }
    try (Connection connection = other.dataSource().getConnection();
        ResultSet found = connection.createStatement().executeQuery("select to_regclass('mine')")) {
      found.next();
      assertThat(found.getString(1)).isNull();
    }
  }

  @Test
  void bucketsAreEmptyAndKeepWhatIsPut() {
    Engines.Bucket bucket = Engines.bucket();
    try (S3Client client = bucket.client()) {
      assertThat(client.listObjectsV2(b -> b.bucket(bucket.name())).contents()).isEmpty();
      client.putObject(
          b -> b.bucket(bucket.name()).key("blobs/00/x"), RequestBody.fromString("bytes"));
      assertThat(
              client
                  .getObjectAsBytes(b -> b.bucket(bucket.name()).key("blobs/00/x"))
                  .asUtf8String())
          .isEqualTo("bytes");
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (ResultSet found = connection.createStatement().executeQuery("show " + name)) {
      found.next();
      return found.getString(1);
    }
  }
}
