package dev.roster.http.problem;

import dev.roster.core.problem.Remedy;
import java.util.UUID;

/** Words remedies as calls of the REST API. */
final class RestWording implements Remedy.Wording<String> {
  private static final String API = "/api/v1/";
  private static final RestWording INSTANCE = new RestWording();

  private RestWording() {}

  static String of(Remedy remedy) {
    return remedy.in(INSTANCE);
  }

  @Override
  public String readAgain() {
    return "Read it again, decide again, and send its new ETag in If-Match.";
  }

  @Override
  public String listModels() {
    return "GET " + API + "models lists the models that it may read.";
  }

  @Override
  public String listVersions(String model) {
    return "GET " + model(model) + "/versions lists its versions with their labels.";
  }

  @Override
  public String listArtifacts(String model, int version) {
    return "GET " + version(model, version) + "/artifacts lists its files.";
  }

  @Override
  public String listAliases(String model) {
    return "GET " + model(model) + " shows its aliases.";
  }

  @Override
  public String readAliasMoves(String model) {
    return "GET " + model(model) + "/timeline?kind=alias shows its moves.";
  }

  @Override
  public String freeName(String model) {
    return "Choose another name, or have an administrator restore that model by POST "
        + model(model)
        + "/restore, or free the name by POST "
        + model(model)
        + "/purge.";
  }

  @Override
  public String freeLabel() {
    return "Choose another label, or take it from that version first by a PATCH with \"label\": null.";
  }

  @Override
  public String correctSignature() {
    return "Correct it by a PATCH of the draft, or set it to null to take the signature of the file,"
        + " or upload the right file.";
  }

  @Override
  public String moveToStage(String model, String stage) {
    return "Move one there by POST " + model(model) + "/versions/{version}/transitions.";
  }

  @Override
  public String setBaseline(String model, int version) {
    return "PUT its reference data to " + version(model, version) + "/baseline first.";
  }

  @Override
  public String listMonitors() {
    return "GET " + model("NAME") + "/monitors lists the monitors of a model.";
  }

  @Override
  public String listIncidents() {
    return "GET " + API + "incidents lists them.";
  }

  @Override
  public String listDatasets() {
    return "GET " + API + "datasets lists the known datasets.";
  }

  @Override
  public String listRuns() {
    return "GET " + model("NAME") + "/runs lists the runs of a model.";
  }

  @Override
  public String listTokens() {
    return "GET " + API + "tokens lists them.";
  }

  @Override
  public String listPolicies() {
    return "GET " + API + "policies lists them.";
  }

  @Override
  public String listRequests() {
    return "GET " + API + "requests lists them.";
  }

  @Override
  public String askForApproval(String model, int version, String stage) {
    return "Ask for the move by POST "
        + version(model, version)
        + "/requests with \"to\": \""
        + stage
        + "\", and have others approve it by POST "
        + API
        + "requests/{request}/approvals.";
  }

  @Override
  public String haveApproved(UUID request) {
    return "Have others approve the request by POST " + API + "requests/" + request + "/approvals.";
  }

  private static String model(String name) {
    return API + "models/" + name;
  }

  private static String version(String model, int version) {
    return model(model) + "/versions/" + version;
  }
}
