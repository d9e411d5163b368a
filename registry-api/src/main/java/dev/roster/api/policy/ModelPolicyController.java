package dev.roster.api.policy;

import static dev.roster.http.request.RequestPart.BODY;
import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.asof.AsOf;
import dev.roster.core.policy.Policies;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.json.JsonFault;
import dev.roster.http.json.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/models/{name}/policy")
class ModelPolicyController {
  private static final String NAME = "policy";

  private final Policies policies;
  private final AsOf asOf;
  private final JsonMapper json;

  ModelPolicyController(Policies policies, AsOf asOf, JsonMapper json) {
    this.policies = policies;
    this.asOf = asOf;
    this.json = json;
  }

  @GetMapping
  ModelPolicyBody read(ModelRef model, @RequestParam(required = false) @Nullable String at) {
    if (at == null) return ModelPolicyBody.of(policies.inForce(model));
    Instant then = Times.parse(at, QUERY.field("at"));
    return ModelPolicyBody.of(policies.inForce(asOf.model(model, then).ref(), then));
  }

  /** Binds to a policy by its name, unbinds by the name null, or takes a document. */
  @PutMapping
  ModelPolicyBody bind(ModelRef model, @RequestBody ObjectNode request, Principal by) {
    return ModelPolicyBody.of(changed(model, request, by));
  }

  private PolicyInForce changed(ModelRef model, ObjectNode request, Principal by) {
    JsonNode name = request.get(NAME);
    if (name == null) return policies.bind(model, document(request).document(), by);
    if (request.size() > 1)
      throw Refused.invalid(
          BODY.field(NAME), "must be alone; send the name of a policy, or a document, not both");
    if (name.isNull()) return policies.unbind(model, by);
    if (!name.isString())
      throw Refused.invalid(BODY.field(NAME), "must be the name of a policy, or null", name);
    return policies.bind(model, name.asString(), by);
  }

  private PolicyDocumentBody document(ObjectNode request) {
    try {
      return json.treeToValue(request, PolicyDocumentBody.class);
    } catch (JacksonException wrong) {
      throw JsonFault.of(wrong);
    }
  }
}
