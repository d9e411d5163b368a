package dev.roster.core.problem;

import java.util.UUID;

/**
 * What a caller can do after a refusal, without saying how: REST names a call, a command line a
 * command, a page a link. A door words all remedies by a {@link Wording}; the compiler finds those
 * that it lacks.
 */
public sealed interface Remedy {
  /** The words of one door for this remedy. */
  <T> T in(Wording<T> door);

  /** Read the thing again, decide again, and say which revision the decision is about. */
  record ReadAgain() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.readAgain();
    }
  }

  /** Read the list of models, which has the models that the caller may read. */
  record ListModels() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listModels();
    }
  }

  /** Read the list of a model's versions, with their labels. */
  record ListVersions(String model) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listVersions(model);
    }
  }

  /** Read the list of a version's artifacts. */
  record ListArtifacts(String model, int version) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listArtifacts(model, version);
    }
  }

  /** Read the aliases of a model. */
  record ListAliases(String model) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listAliases(model);
    }
  }

  /** Read how the aliases of a model were moved in the past. */
  record ReadAliasMoves(String model) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.readAliasMoves(model);
    }
  }

  /** Choose another name, restore the deleted model that has it, or purge that model. */
  record FreeName(String model) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.freeName(model);
    }
  }

  /** Choose another label, or take it from the version that has it. */
  record FreeLabel() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.freeLabel();
    }
  }

  /** Correct or remove the signature of the draft, or upload the file that is meant. */
  record CorrectSignature() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.correctSignature();
    }
  }

  /** Move a version of the model to the stage. */
  record MoveToStage(String model, String stage) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.moveToStage(model, stage);
    }
  }

  /** Set the baseline of a version. */
  record SetBaseline(String model, int version) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.setBaseline(model, version);
    }
  }

  /** Read the list of a model's monitors; which model is not known. */
  record ListMonitors() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listMonitors();
    }
  }

  /** Read the list of incidents. */
  record ListIncidents() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listIncidents();
    }
  }

  /** Read the list of datasets that versions name. */
  record ListDatasets() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listDatasets();
    }
  }

  /** Read the list of runs of which the model has events; which model is not known. */
  record ListRuns() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listRuns();
    }
  }

  /** Read the list of tokens. */
  record ListTokens() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listTokens();
    }
  }

  /** Read the list of policies. */
  record ListPolicies() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listPolicies();
    }
  }

  /** Read the list of requests. */
  record ListRequests() implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.listRequests();
    }
  }

  /** Ask for the move by a request, and have others approve it. */
  record AskForApproval(String model, int version, String stage) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.askForApproval(model, version, stage);
    }
  }

  /** Have others approve the request that is open. */
  record HaveApproved(UUID request) implements Remedy {
    @Override
    public <T> T in(Wording<T> door) {
      return door.haveApproved(request);
    }
  }

  /** How a door words each remedy. */
  interface Wording<T> {
    T readAgain();

    T listModels();

    T listVersions(String model);

    T listArtifacts(String model, int version);

    T listAliases(String model);

    T readAliasMoves(String model);

    T freeName(String model);

    T freeLabel();

    T correctSignature();

    T moveToStage(String model, String stage);

    T setBaseline(String model, int version);

    T listMonitors();

    T listIncidents();

    T listDatasets();

    T listRuns();

    T listTokens();

    T listPolicies();

    T listRequests();

    T askForApproval(String model, int version, String stage);

    T haveApproved(UUID request);
  }
}
