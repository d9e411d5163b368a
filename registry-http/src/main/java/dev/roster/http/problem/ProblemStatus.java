package dev.roster.http.problem;

import dev.roster.core.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** The one place that knows which status a code has. */
public final class ProblemStatus {
  private ProblemStatus() {}

  public static HttpStatus of(ProblemCode code) {
    return switch (code) { // no default: a new code must say its status
      case MALFORMED_REQUEST,
          INVALID_FIELD,
          INVALID_FILTER,
          INVALID_CURSOR,
          UNKNOWN_FIELD,
          DIGEST_MISMATCH ->
          HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case FORBIDDEN, SEPARATION_OF_DUTIES -> HttpStatus.FORBIDDEN;
      case NOT_FOUND,
          MODEL_NOT_FOUND,
          VERSION_NOT_FOUND,
          ARTIFACT_NOT_FOUND,
          UPLOAD_NOT_FOUND,
          ALIAS_NOT_FOUND,
          HOLD_NOT_FOUND,
          WEBHOOK_NOT_FOUND,
          DELIVERY_NOT_FOUND,
          RETIREMENT_NOT_FOUND,
          BASELINE_NOT_FOUND,
          MONITOR_NOT_FOUND,
          BATCH_NOT_FOUND,
          CHECK_NOT_FOUND,
          INCIDENT_NOT_FOUND,
          DATASET_NOT_FOUND,
          RUN_NOT_FOUND,
          TOKEN_NOT_FOUND,
          SUBJECT_NOT_FOUND,
          POLICY_NOT_FOUND,
          AUDIT_ENTRY_NOT_FOUND,
          CHECKPOINT_NOT_FOUND,
          REQUEST_NOT_FOUND,
          APPROVAL_NOT_FOUND,
          NO_VERSION_IN_STAGE ->
          HttpStatus.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
      case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
      case MODEL_EXISTS,
          VERSION_NOT_READY,
          VERSION_IMMUTABLE,
          UPLOAD_OPEN,
          PARTS_MISSING,
          PARTS_LOST,
          MANIFEST_MISMATCH,
          SIGNATURE_MISMATCH,
          LABEL_TAKEN,
          TRANSITION_NOT_ALLOWED,
          GATE_FAILED,
          APPROVAL_REQUIRED,
          REQUEST_OPEN,
          REQUEST_CLOSED,
          NOTHING_TO_ROLL_BACK_TO,
          IN_PRODUCTION,
          NOT_DELETED,
          ON_HOLD,
          WEBHOOK_DISABLED,
          RETIREMENT_ANNOUNCED,
          VERSION_RETIRED,
          BATCH_CONFLICT,
          BASELINE_EXISTS,
          BASELINE_MISSING,
          MONITOR_EXISTS,
          TOKEN_EXISTS,
          POLICY_IN_USE,
          PATH_CONFLICT,
          LIMIT_REACHED,
          CONFLICT,
          IDEMPOTENCY_KEY_IN_USE ->
          HttpStatus.CONFLICT;
      case DELETED, RECLAIMED -> HttpStatus.GONE;
      case STALE -> HttpStatus.PRECONDITION_FAILED;
      case PRECONDITION_REQUIRED -> HttpStatus.PRECONDITION_REQUIRED;
      case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case URI_TOO_LONG -> HttpStatus.URI_TOO_LONG;
      case HEADERS_TOO_LARGE -> HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
      case HTTP_VERSION_UNSUPPORTED -> HttpStatus.HTTP_VERSION_NOT_SUPPORTED;
      case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case RANGE_NOT_SATISFIABLE -> HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE;
      case IDEMPOTENCY_KEY_REUSED, SEARCH_TOO_BROAD -> HttpStatus.UNPROCESSABLE_CONTENT;
      case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
      case DATABASE_UNAVAILABLE, OUTCOME_UNKNOWN, STORAGE_UNAVAILABLE, ARTIFACT_DAMAGED ->
          HttpStatus.SERVICE_UNAVAILABLE;
      case INTERNAL_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /**
   * How many seconds to wait before the call is worth repeating as it is; 0: repeating does not
   * help, because the caller has to change something first. A refusal with a wait is not stored
   * under an idempotency key.
   */
  static int retryAfter(ProblemCode code) {
    return switch (code) {
      case CONFLICT, IDEMPOTENCY_KEY_IN_USE -> 1;
      case UPLOAD_OPEN, VERSION_NOT_READY, BASELINE_MISSING -> 5; // another job completes it
      case DATABASE_UNAVAILABLE, OUTCOME_UNKNOWN, STORAGE_UNAVAILABLE -> 2;
      case TOO_MANY_REQUESTS -> 10;
      case ARTIFACT_DAMAGED -> 3600;
      default -> 0;
    };
  }
}
