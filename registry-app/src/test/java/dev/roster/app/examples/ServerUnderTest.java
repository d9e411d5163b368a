package dev.roster.app.examples;

import dev.roster.app.Roster;
import dev.roster.storage.Engines;
import java.util.Map;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A server on real engines, for scripts and tools that know it by its URL and a token. */
@SpringBootTest(classes = Roster.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class ServerUnderTest {
  static final String TOKEN = "examples-admin-token-0123456789abcdef";

  private static final Engines.Database DATABASE = Engines.database();
  private static final Engines.Bucket BUCKET = Engines.bucket();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("spring.datasource.url", DATABASE::url);
    settings.add("spring.datasource.username", DATABASE::username);
    settings.add("spring.datasource.password", DATABASE::password);
    settings.add("roster.datasource.url", DATABASE::url);
    settings.add("roster.datasource.username", DATABASE::username);
    settings.add("roster.datasource.password", DATABASE::password);
    settings.add("roster.s3.endpoint", BUCKET::endpoint);
    settings.add("roster.s3.bucket", BUCKET::name);
    settings.add("roster.s3.access-key", BUCKET::accessKey);
    settings.add("roster.s3.secret-key", BUCKET::secretKey);
    settings.add("roster.s3.region", BUCKET::region);
    settings.add("roster.admin-token", () -> TOKEN);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Map<String, String> environment() {
    return Map.of("ROSTER_URL", url(), "ROSTER_TOKEN", TOKEN);
  }
}
