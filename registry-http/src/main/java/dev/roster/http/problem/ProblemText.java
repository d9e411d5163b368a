package dev.roster.http.problem;

import dev.roster.core.problem.ProblemCode;

/**
 * What a code means, for people.
 *
 * @param meaning what happened, in plain words
 * @param remedy what to do about it
 */
record ProblemText(String title, String meaning, String remedy) {
  static ProblemText of(ProblemCode code) {
    return switch (code) { // no default: a new code must be explained
      case MALFORMED_REQUEST ->
          text(
              "The request cannot be read",
              "The body is not a valid JSON document of UTF-8, a key stands twice in it, a number is"
                  + " not a number, or the request line, a header or the query is malformed.",
              "Send one JSON document without repeated keys; the detail says where reading ended.");
      case INVALID_FIELD ->
          text(
              "A field has a value that cannot be",
              "A field of the body, a path segment or a query parameter is missing, has the wrong"
                  + " type, or lies outside what is allowed.",
              "Correct the fields named in errors and send the request again.");
      case INVALID_FILTER ->
          text(
              "The filter cannot be understood",
              "The filter names an unknown field, compares with a wrong type, or is not of the form"
                  + " of the filter language. The detail says at which character, and what was"
                  + " expected there.",
              "Write comparisons joined by AND, OR and NOT, such as: name = \"credit*\" AND"
                  + " (stage = production OR metrics.accuracy >= 0.9)");
      case INVALID_CURSOR ->
          text(
              "The cursor is not of this list",
              "A cursor holds for the list, filter and order that it was given for, and only as"
                  + " the server made it.",
              "Begin again without a cursor, and follow next as it is given.");
      case SEARCH_TOO_BROAD ->
          text(
              "The search takes too long",
              "What the filter leaves, or the order asked for, would have to be read row by row for"
                  + " longer than a search may take.",
              "Add a condition that few meet, as the detail names, order by one field, or leave out"
                  + " facets.");
      case UNKNOWN_FIELD ->
          text(
              "A field is not known",
              "The body holds a field, or the query a parameter, that this call does not take, or"
                  + " a parameter stands twice. Roster refuses what it would otherwise ignore.",
              "Remove or respell what errors names.");
      case DIGEST_MISMATCH ->
          text(
              "The bytes are not those of the digest",
              "The SHA-256 of the bytes that arrived is not the one that was announced. Nothing of"
                  + " them was kept.",
              "Send the file again, and compute the digest over the same file.");
      case UNAUTHENTICATED ->
          text(
              "Who calls is not known",
              "The request carries no token, or one that is unknown, expired or revoked.",
              "Send Authorization: Bearer TOKEN, or Basic with the token as the password.");
      case FORBIDDEN ->
          text(
              "The token may not do this",
              "The token may see this, but its roles do not allow this call.",
              "Use a token with the role that the detail names, or ask an administrator for it.");
      case NOT_FOUND ->
          text(
              "There is nothing here",
              "No resource has this path.",
              "Compare the path with /openapi.json; paths are case-sensitive and end without a"
                  + " slash.");
      case MODEL_NOT_FOUND ->
          text(
              "There is no such model",
              "No model has this name, or the token may not read it.",
              "List the models with GET /api/v1/models, or ask for a token that covers it.");
      case VERSION_NOT_FOUND ->
          text(
              "There is no such version",
              "The model has no version of this number.",
              "List the versions with GET /api/v1/models/{name}/versions.");
      case ARTIFACT_NOT_FOUND ->
          text(
              "There is no such artifact",
              "The version has no artifact at this path.",
              "List the artifacts with GET /api/v1/models/{name}/versions/{version}/artifacts.");
      case ALIAS_NOT_FOUND ->
          text(
              "There is no such alias",
              "The model has no alias of this name.",
              "The model itself, GET /api/v1/models/{name}, shows its aliases.");
      case BASELINE_NOT_FOUND ->
          text(
              "The version has no baseline",
              "No baseline was set for this version.",
              "Set one with PUT /api/v1/models/{name}/versions/{version}/baseline.");
      case MONITOR_NOT_FOUND ->
          text(
              "There is no such monitor",
              "No monitor has this id, or the token may not read its model.",
              "List the monitors with GET /api/v1/models/{name}/monitors.");
      case CHECK_NOT_FOUND ->
          text(
              "There is no such check",
              "The monitor has no check of this id.",
              "List the checks with GET /api/v1/monitors/{monitor}/checks.");
      case INCIDENT_NOT_FOUND ->
          text(
              "There is no such incident",
              "No incident has this id, or the token may not read its model.",
              "List the incidents with GET /api/v1/incidents.");
      case DATASET_NOT_FOUND ->
          text(
              "There is no such dataset",
              "No version that the token may read names a dataset of this digest or id.",
              "List the datasets with GET /api/v1/datasets.");
      case RUN_NOT_FOUND ->
          text(
              "There is no such run",
              "No event of a run of this id was taken for the model.",
              "List the runs with GET /api/v1/models/{name}/runs.");
      case TOKEN_NOT_FOUND ->
          text(
              "There is no such token",
              "No token has this id, or it was revoked before.",
              "List the tokens with GET /api/v1/tokens.");
      case NO_VERSION_IN_STAGE ->
          text(
              "No version is in this stage",
              "Nobody is in the stage now, or nobody was at the instant that was asked for.",
              "Move a version there with POST …/transitions.");
      case METHOD_NOT_ALLOWED ->
          text(
              "The resource has no such method",
              "The path exists, but not with this method.",
              "The Allow header lists the methods that it has.");
      case NOT_ACCEPTABLE ->
          text(
              "The answer has no such form",
              "None of the media types in Accept can be given.",
              "Ask for application/json, or for what /openapi.json lists for this call.");
      case MODEL_EXISTS ->
          text(
              "A model of this name exists",
              "Names are unique, whatever their case, and the name of a deleted model is kept.",
              "Use the model that is there, or another name.");
      case VERSION_NOT_READY ->
          text(
              "The version is not ready",
              "A draft can be neither moved, resolved nor served.",
              "Upload its artifacts and call POST …/finalize first.");
      case VERSION_IMMUTABLE ->
          text(
              "The version is immutable",
              "A finalized version never changes in what its digest covers.",
              "Register a new version; description, tags, aliases and metrics stay changeable.");
      case MANIFEST_MISMATCH ->
          text(
              "The artifacts are not those listed",
              "The version's artifacts are not exactly what finalize was told, or there are none,"
                  + " or an upload is still running.",
              "Upload what is missing, remove what is too much, and finalize again.");
      case SIGNATURE_MISMATCH ->
          text(
              "The signature contradicts the files",
              "The signature that was given for the version says something else than the signature"
                  + " in one of its model files. The errors name each contradiction.",
              "Correct the signature by a PATCH of the draft, or remove it (\"signature\": null) and"
                  + " the file's own is taken; or upload the file that was meant. Then finalize.");
      case LABEL_TAKEN ->
          text(
              "Another version has the label",
              "A SemVer label is one version's of a model; labels that differ by build metadata"
                  + " alone are the same. A deleted version keeps its label.",
              "Choose another label, or take it from the other version first.");
      case TRANSITION_NOT_ALLOWED ->
          text(
              "The version may not move there from here",
              "The stage that the version is in has no way to the stage asked for.",
              "The detail lists the stages that can be reached from here.");
      case GATE_FAILED ->
          text(
              "A gate refuses the move",
              "A rule that the move must pass does not hold.",
              "See to what the detail names; a dry run shows all gates.");
      case NOTHING_TO_ROLL_BACK_TO ->
          text(
              "There is nothing to roll back to",
              "No other version was in production before.",
              "Promote the version that shall serve by a transition.");
      case IN_PRODUCTION ->
          text(
              "The version is in production",
              "What serves cannot be deleted.",
              "Move it out of production first.");
      case NOT_DELETED ->
          text(
              "It is not among what was deleted",
              "Only what was deleted, and whose bytes are still kept, can be restored or purged.",
              "GET /api/v1/trash lists what can be restored.");
      case BATCH_CONFLICT ->
          text(
              "The batch was sent with other rows",
              "A batch of this source and id was recorded before, with another content.",
              "Send other rows under another batch id.");
      case BASELINE_EXISTS ->
          text(
              "The version has another baseline",
              "A baseline is pinned to its version and never changes.",
              "Register a new version for a new baseline.");
      case BASELINE_MISSING ->
          text(
              "The version has no baseline",
              "Without a baseline there are no cells to count in and nothing to compare with.",
              "Set one with PUT /api/v1/models/{name}/versions/{version}/baseline.");
      case MONITOR_EXISTS ->
          text(
              "A monitor of this name exists",
              "The model has a monitor of this name.",
              "Use the monitor that is there, or another name.");
      case PATH_CONFLICT ->
          text(
              "The path collides with another",
              "Two artifacts of a version never differ by case alone, and a file is no folder.",
              "Choose another path.");
      case LIMIT_REACHED ->
          text(
              "There are as many as there may be",
              "The model or version has as many things of this kind as are kept.",
              "Delete what is no longer needed, or do with what is there; the detail names the limit.");
      case CONFLICT ->
          text(
              "Another call was faster",
              "The same thing was changed at the same moment, and this call lost. Nothing of it was"
                  + " done.",
              "Read the present state and try again.");
      case IDEMPOTENCY_KEY_IN_USE ->
          text(
              "The call with this key is still running",
              "Another call with the same Idempotency-Key has not ended.",
              "Repeat the call after the time in Retry-After; it then gets the first one's answer.");
      case IDEMPOTENCY_KEY_REUSED ->
          text(
              "The key was used for another call",
              "This Idempotency-Key came before, with another path, query or body.",
              "Use a new key for a new call.");
      case DELETED ->
          text(
              "It was deleted",
              "The model or version was deleted. Its number is never used again, its name not before"
                  + " the model is purged.",
              "Use another, or have an administrator restore it by POST …/restore.");
      case RECLAIMED ->
          text(
              "Its bytes are gone",
              "The version was retired or purged and its bytes were reclaimed.",
              "Use another version.");
      case STALE ->
          text(
              "It has changed since it was read",
              "The ETag in If-Match is not the present one. Nothing was changed.",
              "Read it again, and repeat the change with its new ETag.");
      case TOO_LARGE ->
          text(
              "The body is too large",
              "The body is larger than this call takes.",
              "Send less at once; the detail names the limit.");
      case URI_TOO_LONG ->
          text(
              "The address is too long",
              "The request line is longer than the server reads.",
              "Shorten the path or the query.");
      case HEADERS_TOO_LARGE ->
          text(
              "The headers are too large",
              "The header fields are larger than the server reads.",
              "Send fewer or shorter header fields.");
      case UNSUPPORTED_MEDIA_TYPE ->
          text(
              "The body is of a type that is not read here",
              "The Content-Type, its character set or the Content-Encoding is none that this call"
                  + " takes.",
              "Send application/json in UTF-8, uncompressed, or what /openapi.json lists.");
      case RANGE_NOT_SATISFIABLE ->
          text(
              "The range lies outside",
              "The artifact has no byte in the range asked for.",
              "Content-Range tells the size.");
      case TOO_MANY_REQUESTS ->
          text(
              "Too many requests",
              "The caller sends more than the server takes from one caller.",
              "Wait as long as Retry-After says.");
      case DATABASE_UNAVAILABLE ->
          text(
              "The database does not answer",
              "PostgreSQL cannot be reached, is restarting, or took too long. Whether a change was"
                  + " made may be unknown.",
              "Repeat the call after the time in Retry-After; with the same Idempotency-Key it has"
                  + " one effect.");
      case OUTCOME_UNKNOWN ->
          text(
              "Whether the change was made is not known",
              "The connection to the database was lost while the change was being committed.",
              "Read what you wanted to change and repeat the call if it is not done. A call with an"
                  + " Idempotency-Key can simply be repeated: it has one effect.");
      case STORAGE_UNAVAILABLE ->
          text(
              "The bytes cannot be stored or read",
              "The object store cannot be reached or failed, or the server's temporary folder is full.",
              "Repeat the call after the time in Retry-After.");
      case ARTIFACT_DAMAGED ->
          text(
              "The store lost the bytes",
              "What the object store has under this file is gone or is not what was put there."
                  + " Roster never gives such bytes out as whole; the versions that have the file"
                  + " are marked as damaged.",
              "Upload a file with the same SHA-256 into any draft: every version that has it is"
                  + " sound again. Or restore the bucket.");
      case INTERNAL_ERROR ->
          text(
              "Roster failed",
              "This is a fault of Roster, not of the request. Nothing was changed.",
              "Report it with the trace id, which finds the entry in the server's log.");
    };
  }

  private static ProblemText text(String title, String meaning, String remedy) {
    return new ProblemText(title, meaning, remedy);
  }
}
