package dev.roster.app.doctor;

import dev.roster.app.store.Conformance;
import dev.roster.app.store.Conformance.Trial;
import dev.roster.storage.s3.S3Clients;
import dev.roster.storage.s3.S3Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Examines the store: is it there, is its clock right, and does it do what Roster needs? */
final class Store {
  private static final Duration MUCH_SKEW = Duration.ofMinutes(5); // S3 refuses at 15

  private Store() {}

  static void examine(S3Settings settings, Consumer<Diagnosis> tell) {
    try (S3Client store = S3Clients.of(settings)) {
      Instant before = Instant.now();
      HeadBucketResponse answer = store.headBucket(b -> b.bucket(settings.bucket()));
      tell.accept(
          Diagnosis.ok("Store: " + settings.endpoint() + " has the bucket " + settings.bucket()));
      clock(answer, before).ifPresent(tell);
      new Conformance(store, settings.bucket()).run(trial -> tell.accept(observation(trial)));
    } catch (S3Exception refused) {
      tell.accept(
          Diagnosis.failure(
              "Store: "
                  + settings.endpoint()
                  + " answers "
                  + refused.statusCode()
                  + " for the bucket "
                  + settings.bucket(),
              refused.statusCode() == 404
                  ? "Create the bucket, or set ROSTER_S3_BUCKET to one that exists."
                  : "Check that ROSTER_S3_ACCESS_KEY, _SECRET_KEY and _REGION are right, and that the"
                      + " account may read, write, list and delete in the bucket."));
    } catch (SdkException away) {
      tell.accept(
          Diagnosis.failure(
              "Store: " + away.getMessage(),
              "Check that the store runs and that ROSTER_S3_ENDPOINT is right."));
    } catch (IllegalStateException unset) {
      tell.accept(
          Diagnosis.failure(
              "Store: " + unset.getMessage(),
              "Set ROSTER_S3_ENDPOINT, _BUCKET, _ACCESS_KEY and _SECRET_KEY."));
    }
  }

  private static Optional<Diagnosis> clock(HeadBucketResponse answer, Instant before) {
    Optional<String> date = answer.sdkHttpResponse().firstMatchingHeader("Date");
    try {
      return date.map(
          d -> {
            Instant there =
                ZonedDateTime.parse(d, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US))
                    .toInstant();
            return ClockSkew.compare(
                "store", before.minusSeconds(1), there, Instant.now(), MUCH_SKEW);
          });
    } catch (DateTimeParseException noDate) {
      return Optional.of(
          Diagnosis.note(
              "Store: its answers have no readable Date header", "Nothing needs doing."));
    }
  }

  private static Diagnosis observation(Trial trial) {
    if (trial.passed()) return Diagnosis.ok("Store: can " + trial.what());
    String what = "Store: cannot " + trial.what() + ": " + trial.fault();
    return trial.needed()
        ? Diagnosis.failure(
            what,
            "Roster needs this. Check that the account may do it, try another value of"
                + " ROSTER_S3_CHECKSUMS (when-required, when-supported) or ROSTER_S3_PATH_STYLE,"
                + " or use another store.")
        : Diagnosis.note(what, "Nothing needs doing: Roster does not depend on this.");
  }
}
