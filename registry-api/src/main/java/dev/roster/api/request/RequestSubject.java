package dev.roster.api.request;

import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.request.Requests;
import dev.roster.http.access.PathSubject;
import dev.roster.http.request.PathIds;
import org.springframework.stereotype.Component;

/** The model that a request is about. */
@Component
class RequestSubject implements PathSubject {
  private final Requests requests;

  RequestSubject(Requests requests) {
    this.requests = requests;
  }

  @Override
  public String variable() {
    return "request";
  }

  @Override
  public ModelRef modelOf(String id) {
    return requests.modelOf(PathIds.parse(id).orElseThrow(this::missing));
  }

  @Override
  public Refused missing() {
    return Requests.missing();
  }
}
